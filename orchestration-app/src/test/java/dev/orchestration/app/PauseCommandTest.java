package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run waits at its gate in one terminal; in another somebody pauses and continues it. */
@Timeout(180)
class PauseCommandTest {
    @TempDir
    Path directory;

    private Terminal here;
    private Gate gate;
    private LiveTerminal first;

    @BeforeEach
    void aRunAtItsGate() throws Exception {
        here = Terminal.in(directory);
        gate = Gate.in(here, "own");
        here.write("own.yaml", Files.readString(directory.resolve("own.yaml")) + """
                  - {name: after, action: shell.run, dependencies: [gate-own], parameters: {command: "echo after >> ledger-own"}}
                """);
        first = LiveTerminal.type(here, "run", gate.file(), "--json");
        first.awaitErr(gate.shown());
    }

    private String id() {
        return (String) here.type("list", "--json").list().get(0).get("execution_id");
    }

    @Test
    void whatRunsGoesOnAndTheRestStartsWhenItIsContinued() throws Exception {
        Terminal.Answer paused = here.type("pause", id(), "--reason", "moving the database", "--json");

        assertThat(paused.code()).as(paused.err()).isZero();
        assertThat(paused.object()).containsEntry("status", "paused");
        assertThat((String) paused.object().get("reason")).endsWith(": moving the database");
        assertThat(here.type("list", "--json").list().get(0)).containsEntry("status", "paused");
        assertThat(here.type("show", id()).out()).contains("moving the database", "orchestrate continue " + id());
        assertThat(first.isAtWork()).isTrue();
        gate.open();
        Terminal.Answer owner = first.end();
        assertThat(owner.code()).isEqualTo(130);
        assertThat(owner.err()).contains("orchestrate continue " + id());
        assertThat(gate.ledger()).isEqualTo("quick gate");

        assertThat(here.type("resume", "--all").code()).isZero();
        assertThat(here.type("list", "--json").list().get(0)).containsEntry("status", "paused");
        Terminal.Answer again = here.type("pause", id());
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).contains("is paused already");

        Terminal.Answer continued = here.type("continue", id(), "--json");
        assertThat(continued.code()).as(continued.err()).isZero();
        assertThat(continued.object()).containsEntry("status", "completed").containsEntry("reason", null);
        assertThat(gate.ledger()).isEqualTo("quick gate after");
    }

    @Test
    void whatIsContinuedWhileAStepRunsGoesOnWhereItIs() throws Exception {
        here.type("pause", id());
        LiveTerminal second = LiveTerminal.type(here, "continue", id(), "--json");
        second.awaitErr("is asked to continue");
        while (!here.type("list", "--json").list().get(0).get("status").equals("running")) {
            Thread.onSpinWait();
        }
        gate.open();

        assertThat(first.end().object()).containsEntry("status", "completed");
        assertThat(second.end().object()).containsEntry("status", "completed");
        assertThat(gate.ledger()).isEqualTo("quick gate after");
    }

    @Test
    void whatIsNotPausedIsNotContinued() throws Exception {
        Terminal.Answer refused = here.type("continue", id());
        gate.open();
        first.end();

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("is running, so there is nothing to continue");
        assertThat(here.type("continue", id()).err()).contains("is completed, so there is nothing to continue");
        assertThat(here.type("pause", id()).err()).contains("is completed already; nothing was changed");
    }
}
