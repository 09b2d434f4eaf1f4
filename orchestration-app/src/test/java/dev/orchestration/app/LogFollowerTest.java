package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.app.view.Channel;
import dev.orchestration.app.view.Style;
import dev.orchestration.state.event.Activation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFollowerTest {
    @TempDir
    Path directory;

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final LogFollower follower =
            new LogFollower(new Channel(new PrintStream(shown, true, StandardCharsets.UTF_8), Style.PLAIN), false);

    private String after(byte[] more, boolean over) throws IOException {
        Path file = directory.resolve("a.log");
        Files.write(file, more, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        shown.reset();
        follower.look(List.of(new StepLog("a", new Activation(0, Activation.NO_ITEM, 1), 1, file)), log -> over);
        return shown.toString(StandardCharsets.UTF_8);
    }

    private String after(String more) throws IOException {
        return after(more.getBytes(StandardCharsets.UTF_8), false);
    }

    @Test
    void aTornLineIsShownOnceItIsWhole() throws IOException {
        assertThat(after("one\ntw")).isEqualTo("one\n");
        assertThat(after("")).isEmpty();
        assertThat(after("o\nthree\n")).isEqualTo("two\nthree\n");
    }

    @Test
    void whatHasNoEndWhenAllIsOverIsALineToo() throws IOException {
        assertThat(after("half")).isEmpty();
        assertThat(after(new byte[0], true)).isEqualTo("half\n");
        assertThat(after(new byte[0], true)).isEmpty();
    }

    @Test
    void noCharacterOfALineThatIsTooLongIsTornEither() throws IOException {
        String lines = "x" + "€".repeat(50_000) + "\n";
        assertThat(after(lines)).isEqualTo(lines);
    }
}
