package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A step that is not required stands beside the causes of a failure, not among them. */
class OptionalStepsTest {
    @TempDir
    Path directory;

    private Terminal here;

    @BeforeEach
    void aTerminal() {
        here = Terminal.in(directory);
    }

    private Terminal.Answer run(String more) throws IOException {
        Files.writeString(
                directory.resolve("w.yaml"),
                "name: w\nsteps:\n"
                        + "  - {name: note, action: core.fail, parameters: {message: no mail}, required: false}\n"
                        + more);
        return here.type("run", "w.yaml");
    }

    @Test
    void whatFailedTheExecutionIsToldAsTheCauseAndWhatDidNotIsToldApart() throws IOException {
        Terminal.Answer answer = run("  - {name: load, action: core.fail, parameters: {message: no data}}\n");
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err()).contains("load failed in ").contains("note failed, which was not required: no mail");
        assertThat(answer.err()).doesNotContain("note failed in");
    }

    @Test
    void aWorkflowThatCompletedTellsOfItBesides() throws IOException {
        Terminal.Answer answer = run("  - {name: load, action: core.noop}\n");
        assertThat(answer.code()).isZero();
        assertThat(answer.err()).contains("note failed, which was not required: no mail");
    }
}
