package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two terminals in one folder: in the first a run waits at its gate, in the second somebody types. */
@Timeout(180)
class TwoTerminalsTest {
    @TempDir
    Path directory;

    private Terminal here;
    private Gate gate;
    private String failed;
    private LiveTerminal first;

    @BeforeEach
    void aRunThatWaitsInTheFirstTerminal() throws Exception {
        here = terminal(directory);
        here.write("hello.yaml", """
                name: hello
                parameters: {name: {type: string}}
                steps: [{name: say, action: core.echo, parameters: {message: "hello {{name}}"}}]
                """);
        here.write("broken.yaml", """
                name: broken
                steps:
                  - {name: before, action: shell.run, parameters: {command: "echo once >> runs"}}
                  - {name: look, action: shell.run, dependencies: [before], parameters: {command: "cat needed"}}
                """);
        gate = Gate.in(here, "first");
        failed = here.type("run", "broken.yaml", "--json").id();
        first = LiveTerminal.type(here, "run", gate.file(), "--json");
        first.awaitErr(gate.shown());
    }

    /** A terminal in {@code directory}, whose store is empty. */
    protected Terminal terminal(Path directory) {
        return Terminal.in(directory);
    }

    @AfterEach
    void theFirstEnds() throws Exception {
        if (first.isAtWork()) {
            gate.open();
            first.end();
        }
    }

    private String idOfTheFirst() {
        return here.type("list", "--json", "--workflow", "first").list().stream()
                .map(row -> (String) row.get("execution_id"))
                .findFirst()
                .orElseThrow();
    }

    private Map<String, Object> show(String id) {
        return here.type("show", id, "--json").object();
    }

    @Test
    void aRunIsHandedOverAndToldAsIfItRanInItsOwnTerminal() throws Exception {
        Terminal.Answer second = here.type("run", "hello.yaml", "-p", "name=Ada", "--json");

        assertThat(second.code()).as(second.err()).isZero();
        assertThat(second.object()).containsEntry("status", "completed");
        assertThat(second.object()).isEqualTo(show(second.id()));
        assertThat(second.err())
                .containsPattern(
                        "process " + ProcessHandle.current().pid() + "( on \\S+)? owns the store and is asked to run")
                .containsPattern("(?m)^\\d\\d:\\d\\d:\\d\\d ✓ say  \\d")
                .contains("✓ hello completed in ")
                .contains("say: hello Ada");
        gate.open();
        Terminal.Answer owner = first.end();
        assertThat(owner.code()).isZero();
        assertThat(owner.object()).containsEntry("workflow", "first");
        assertThat(owner.err()).doesNotContain("✓ say");
    }

    @Test
    void aFailureHasTheSameExitCodeAndTheSameWords() {
        Terminal.Answer second = here.type("run", "broken.yaml");

        assertThat(second.code()).isEqualTo(1);
        assertThat(second.err())
                .contains("✗ look failed")
                .contains("No such file")
                .containsPattern("orchestrate retry [0-9a-z]{12}");
    }

    @Test
    void whatTheOwnerRefusesIsToldWithItsReasonAndBeginsNothing() {
        assertThat(here.type("run", "hello.yaml").code()).isEqualTo(2);
        assertThat(here.type("run", "hello.yaml", "--json").object()).containsOnlyKeys("error");
        Terminal.Answer resumed = here.type("resume", failed);
        assertThat(resumed.code()).isEqualTo(2);
        assertThat(resumed.err()).contains("orchestrate retry " + failed);
        assertThat(here.type("retry", idOfTheFirst()).code()).isEqualTo(2);
        assertThat(here.type("resume", idOfTheFirst()).err()).contains("is being carried out already");
        assertThat(here.type("list", "--json").list()).hasSize(2);
    }

    @Test
    void whoWantsToOwnTheStoreIsRefused() {
        for (String[] words : new String[][] {
            {"run", "hello.yaml", "-p", "name=x", "--own"}, {"retry", failed, "--own"}, {"cancel", failed, "--own"}
        }) {
            Terminal.Answer refused = here.type(words);
            assertThat(refused.code()).isEqualTo(2);
            assertThat(refused.err())
                    .contains("is owned by process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void aRetryIsHandedOverAndRepeatsNothingThatIsCompleted() throws Exception {
        Files.writeString(directory.resolve("needed"), "there");

        Terminal.Answer retried = here.type("retry", failed, "--json");

        assertThat(retried.code()).as(retried.err()).isZero();
        assertThat(retried.err()).contains("✓ look").doesNotContain("✓ before");
        assertThat(Files.readString(directory.resolve("runs"))).isEqualTo("once\n");
    }

    @Test
    void theFirstRunIsCancelledFromTheSecondTerminal() throws Exception {
        Terminal.Answer cancelled = here.type("cancel", idOfTheFirst(), "--reason", "wrong day", "--json");

        assertThat(cancelled.code()).as(cancelled.err()).isZero();
        assertThat(cancelled.object()).containsEntry("status", "cancelled");
        Terminal.Answer owner = first.end();
        assertThat(owner.code()).isEqualTo(1);
        assertThat(owner.err()).contains("wrong day");
        assertThat(gate.ledger()).isEqualTo("quick");
    }

    @Test
    void oneStepIsCancelledFromTheSecondTerminal() throws Exception {
        Terminal.Answer cancelled = here.type("cancel", idOfTheFirst(), "--step", "gate-first");
        Terminal.Answer again = here.type("cancel", idOfTheFirst(), "--step", "such");

        assertThat(cancelled.code()).as(cancelled.err()).isZero();
        assertThat(again.code()).isEqualTo(2);
        assertThat(first.end().code()).isEqualTo(1);
        assertThat(gate.ledger()).isEqualTo("quick");
    }

    @Test
    void theOwnerStaysForItsGuestsAndSaysSo() throws Exception {
        Gate other = Gate.in(here, "second");
        LiveTerminal second = LiveTerminal.type(here, "run", other.file(), "--json");
        second.awaitErr(other.shown());

        gate.open();
        first.awaitErr("✓ first completed");
        first.awaitErr("still works for other terminals");
        assertThat(first.isAtWork()).isTrue();
        other.open();

        assertThat(second.end().code()).isZero();
        assertThat(first.end().code()).isZero();
        assertThat(other.ledger()).isEqualTo("quick gate");
    }

    @Test
    void aWorkflowThatIsTooLargeToHandOverIsRefusedAndTellsTheRemedy() {
        here.write(
                "large.yaml",
                "name: large\nsteps: [{name: a, action: core.echo, parameters: {message: \"" + "x".repeat(1 << 20)
                        + "\"}}]\n");

        Terminal.Answer refused = here.type("run", "large.yaml");

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("more than 1048576").contains("wait until the store's owner ends");
    }
}
