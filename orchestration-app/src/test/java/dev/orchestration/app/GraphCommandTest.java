package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.app.view.Channel;
import dev.orchestration.app.view.Style;
import dev.orchestration.state.Clock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphCommandTest {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};

    @TempDir
    Path directory;

    private Terminal here;

    @BeforeEach
    void anExample() {
        here = Terminal.in(directory);
        here.bring("failing.yaml");
    }

    @Test
    void theEndingOfTheFileSaysWhatIsDrawn() throws Exception {
        assertThat(here.type("graph", "failing.yaml", "-o", "p.svg").code()).isZero();
        assertThat(here.type("graph", "failing.yaml", "-o", "p.png").code()).isZero();
        assertThat(here.type("graph", "failing.yaml", "-o", "p.txt").code()).isZero();
        assertThat(here.type("graph", "failing.yaml", "-o", "p.dot", "-f", "svg")
                        .code())
                .isZero();

        assertThat(directory.resolve("p.svg")).content().startsWith("<svg ").contains(">after-flaky</text>");
        assertThat(Files.readAllBytes(directory.resolve("p.png"))).startsWith(PNG);
        assertThat(directory.resolve("p.txt")).content().startsWith("graph TD");
        assertThat(directory.resolve("p.dot")).content().startsWith("<svg ");
    }

    @Test
    void aPngIsNotWrittenToATerminalButIntoAPipe() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        assertThat(dispatch(new Style(true, false, true), out, err)).isEqualTo(2);
        assertThat(out.toByteArray()).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("a PNG is no text for a terminal")
                .contains("-o FILE");

        assertThat(dispatch(Style.PLAIN, out, err)).isZero();
        assertThat(out.toByteArray()).startsWith(PNG);
    }

    private int dispatch(Style style, ByteArrayOutputStream out, ByteArrayOutputStream err) {
        Caller caller = new Caller(
                new Channel(new PrintStream(out, true, StandardCharsets.UTF_8), style),
                new Channel(new PrintStream(err, true, StandardCharsets.UTF_8), Style.PLAIN),
                Map.of(),
                directory,
                Clock.system());
        return new Dispatcher(caller).dispatch("graph", "failing.yaml", "--format", "png");
    }

    @Test
    void anUnknownFormatIsToldTheNearestOne() {
        Terminal.Answer answer = here.type("graph", "failing.yaml", "--format", "pgn");

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).contains("mermaid, dot, graphml, svg, png").contains("did you mean 'png'?");
    }

    @Test
    void aFolderThatIsNotThereIsTold() {
        assertThat(here.type("graph", "failing.yaml", "-o", "none/p.svg").err()).contains("there is no directory");
    }

    @Test
    void theSchemaIsPrintedAndWritten() {
        Terminal.Answer answer = here.type("schema");

        assertThat(answer.object()).containsEntry("$schema", "https://json-schema.org/draft/2020-12/schema");
        assertThat(here.type("schema", "-o", "s.json")).isEqualTo(new Terminal.Answer(0, "", ""));
        assertThat(directory.resolve("s.json")).content().isEqualTo(answer.out());
        assertThat(here.type("schema", "-o", "none/s.json").code()).isEqualTo(2);
    }
}
