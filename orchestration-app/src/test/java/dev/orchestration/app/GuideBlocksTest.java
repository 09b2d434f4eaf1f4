package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Workflows of the guide that clean up after themselves, run as they stand there. */
@Timeout(120)
final class GuideBlocksTest {
    @TempDir
    Path directory;

    private Terminal.Answer ran(String name) throws IOException {
        String guide = Files.readString(Terminal.root().resolve("docs/workflows.md"));
        int begin = guide.indexOf("```yaml\nname: " + name + "\n");
        assertThat(begin).as(name).isNotNegative();
        String block = guide.substring(begin + "```yaml\n".length(), guide.indexOf("\n```", begin) + 1);
        Terminal here = Terminal.in(directory);
        here.write(name + ".yaml", block);
        return here.type("run", name + ".yaml");
    }

    @Test
    void theStepsOfFinallyGiveBackWhatWasRented() throws IOException {
        Terminal.Answer run = ran("rented");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("✓ give back");
    }

    @Test
    void whatWasBookedIsGivenBackWhenThePaymentFails() throws IOException {
        Terminal.Answer run = ran("trip");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("✓ hotel~compensate").doesNotContain("not undone");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(file -> file.startsWith("hotel."));
        }
    }
}
