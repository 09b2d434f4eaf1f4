package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code run --id KEY}, typed more than once. */
@Timeout(180)
class RunOnceTest {
    @TempDir
    Path directory;

    private Terminal here;

    @BeforeEach
    void aWorkflowThatCountsItsRuns() {
        here = Terminal.in(directory);
        here.write("count.yaml", """
                name: count
                parameters: {day: {type: string, default: today}}
                steps:
                  - {name: note, action: shell.run, parameters: {command: "echo {{day}} >> runs"}}
                  - {name: look, action: shell.run, dependencies: [note], parameters: {command: "cat needed && cat runs"}}
                """);
        here.write("needed", "");
    }

    private String runs() throws Exception {
        return Files.readString(directory.resolve("runs"));
    }

    @Test
    void theSecondTimeTheSameIsPrintedAndNothingRuns() throws Exception {
        Terminal.Answer first = here.type("run", "count.yaml", "--id", "today's", "--json");
        Terminal.Answer second = here.type("run", "count.yaml", "--id", "today's", "--json", "-p", "day=today");

        assertThat(first.code()).as(first.err()).isZero();
        assertThat(second.code()).as(second.err()).isZero();
        assertThat(second.out()).isEqualTo(first.out());
        assertThat(second.object()).containsEntry("request_key", "today's");
        assertThat(second.err())
                .contains(
                        "execution " + first.id() + " was asked for under this key before and has ended; nothing runs")
                .contains("✓ count completed");
        assertThat(runs()).isEqualTo("today\n");
        assertThat(here.type("show", first.id()).out()).contains("  key       today's\n");
    }

    @Test
    void aFailureIsToldAgainWithItsExitCodeUntilItIsRetried() throws Exception {
        Files.delete(directory.resolve("needed"));
        Terminal.Answer first = here.type("run", "count.yaml", "--id", "k", "--json");
        Files.writeString(directory.resolve("needed"), "");
        Terminal.Answer second = here.type("run", "count.yaml", "--id", "k", "--json");
        Terminal.Answer retried = here.type("retry", first.id(), "--json");
        Terminal.Answer third = here.type("run", "count.yaml", "--id", "k", "--json");

        assertThat(first.code()).isEqualTo(1);
        assertThat(second.code()).isEqualTo(1);
        assertThat(second.out()).isEqualTo(first.out());
        assertThat(third.code()).as(third.err()).isZero();
        assertThat(third.out()).isEqualTo(retried.out());
        assertThat(runs()).isEqualTo("today\n");
    }

    @Test
    void withOtherParametersOrAnotherFileItIsRefused() throws Exception {
        String id = here.type("run", "count.yaml", "--id", "k", "--json").id();

        Terminal.Answer other = here.type("run", "count.yaml", "--id", "k", "-p", "day=sunday");
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).contains("key 'k'", id, "the parameter 'day' has another value");
        here.write("count.yaml", "name: count\nsteps: [{name: a, action: core.noop}]\n");
        Terminal.Answer edited = here.type("run", "count.yaml", "--id", "k", "--json");
        assertThat(edited.code()).isEqualTo(2);
        assertThat(edited.object()).containsOnlyKeys("error");
        assertThat(runs()).isEqualTo("today\n");
    }

    @Test
    void aKeyThatIsNoneIsAWrongCommandLine() {
        assertThat(here.type("run", "count.yaml", "--id", "").code()).isEqualTo(2);
        assertThat(here.type("run", "count.yaml", "--id", "a\tb").err())
                .contains("--id: a key has no control characters");
        assertThat(directory.resolve(".orchestration")).doesNotExist();
        assertThat(here.type("help", "run").out()).contains("--id=KEY").contains("--id report-2026-01-31");
    }

    @Test
    void inASecondTerminalTheSameKeyFollowsWhatRunsInTheFirst() throws Exception {
        Gate gate = Gate.in(here, "slow");
        LiveTerminal first = LiveTerminal.type(here, "run", gate.file(), "--id", "k", "--json");
        first.awaitErr(gate.shown());
        assertThat(here.type("run", "count.yaml", "--id", "k").code()).isEqualTo(2);
        LiveTerminal second = LiveTerminal.type(here, "run", gate.file(), "--id", "k", "--json");
        second.awaitErr(gate.shown());
        gate.open();

        Terminal.Answer told = second.end();
        assertThat(told.code()).as(told.err()).isZero();
        assertThat(told.out()).isEqualTo(first.end().out());
        assertThat(gate.ledger()).isEqualTo("quick gate");
    }

    @Test
    void besideAnOwnerWhatHasEndedIsToldAgain() throws Exception {
        Terminal.Answer before = here.type("run", "count.yaml", "--id", "k", "--json");
        Gate gate = Gate.in(here, "slow");
        LiveTerminal owner = LiveTerminal.type(here, "run", gate.file());
        owner.awaitErr(gate.shown());

        Terminal.Answer again = here.type("run", "count.yaml", "--id", "k", "--json");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.out()).isEqualTo(before.out());
        assertThat(again.err()).contains("nothing runs again");
        gate.open();
        assertThat(owner.end().code()).isZero();
        assertThat(runs()).isEqualTo("today\n");
    }

    @Test
    void whatWasInterruptedGoesOnUnderItsKey() throws Exception {
        Gate gate = Gate.in(here, "slow");
        try (ChildProgram child = ChildProgram.start(directory, "run", gate.file(), "--id", "k")) {
            child.awaitLine(gate.shown());
            child.killAfter(0);
        }
        LiveTerminal again = LiveTerminal.type(here, "run", gate.file(), "--id", "k", "--json");
        again.awaitErr("gate-slow"); // the process that the killed one left at the gate has ended then
        gate.open();

        Terminal.Answer told = again.end();
        assertThat(told.code()).as(told.err()).isZero();
        assertThat(here.type("list", "--json").list()).hasSize(1);
        assertThat(gate.ledger()).isEqualTo("quick gate");
    }
}
