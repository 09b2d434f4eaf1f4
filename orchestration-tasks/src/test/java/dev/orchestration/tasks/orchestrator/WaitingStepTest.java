package dev.orchestration.tasks.orchestrator;

import static dev.orchestration.tasks.orchestrator.Stage.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.Failure;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.RunOn;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.TaskResults;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Steps that wait, and steps that cannot tell what to wait for. */
class WaitingStepTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static Failure error(Stage stage, String step) {
        return TaskResults.of(stage.state()).get(step).error();
    }

    @Test
    void aWaitIsOverAtItsVeryEnd() {
        given(Graph.of("nap").sleeps("nap", SECOND))
                .started()
                .after(SECOND)
                .then("nap", TaskStatus.COMPLETED)
                .thenEnded(WorkflowStatus.COMPLETED);
    }

    @Test
    void aWaitTakesFromItsOpeningToItsEnd() {
        Graph graph = Graph.of("a", "nap: a", "late: a").timeout("late", SECOND);
        Stage stage = given(graph.sleeps("nap", SECOND).sleeps("late", Duration.ofSeconds(9)))
                .started()
                .after(SECOND)
                .whenCompletes("a")
                .after(SECOND);
        for (String step : List.of("nap", "late")) {
            TaskResult result = TaskResults.of(stage.state()).get(step);
            assertThat(result.startedAt()).as(step).isEqualTo(Stage.START + 1_000_000);
            assertThat(result.endedAt()).as(step).isEqualTo(Stage.START + 2_000_000);
        }
    }

    @Test
    void aWaitAsLongAsItsTimeoutEndsWell() {
        given(Graph.of("nap").timeout("nap", SECOND).sleeps("nap", SECOND))
                .started()
                .after(SECOND)
                .then("nap", TaskStatus.COMPLETED);
    }

    @Test
    void aLongerWaitExpiresAndSaysAfterWhichTime() {
        Graph graph = Graph.of("nap", "later: nap").timeout("nap", SECOND).sleeps("nap", Duration.ofSeconds(2));
        Stage stage = given(graph).started().after(SECOND).then("nap", TaskStatus.FAILED);
        assertThat(error(stage, "nap").message()).isEqualTo("waited longer than its timeout (1000 ms)");
        stage.thenBlocked("later", "nap").thenEnded(WorkflowStatus.FAILED);
    }

    @Test
    void aWaitOfWhichNobodyCanTellTheLengthFails() {
        Graph graph = Graph.of("nap", "later: nap").sleeps("nap", SECOND).cannotTell("nap");
        Stage stage = given(graph).started().then("nap", TaskStatus.FAILED).thenBlocked("later", "nap");
        assertThat(TaskResults.of(stage.state()).get("nap").attempts()).isEqualTo(1);
        assertThat(error(stage, "nap").message()).isEqualTo("no such step");
        stage.thenEnded(WorkflowStatus.FAILED);
    }

    @Test
    void oneByOneNobodyStartsWhileAStepBacksOff() {
        Graph graph = Graph.of("a", "b").retries("a", 1).mode(OrchestrationMode.SEQUENTIAL);
        Stage stage = given(graph).started().whenFails("a").thenRunning();
        assertThat(stage.state().waiting()).isEqualTo(1);
        assertThat(error(stage, "a").type()).isEqualTo("Boom");
        stage.after(Duration.ofSeconds(2)).thenRunning("a").whenCompletes("a").thenRunning("b");
    }

    @Test
    void whoCancelsAWaitingStepLetsTheNextOneBegin() {
        Graph graph = Graph.of("nap", "b").sleeps("nap", SECOND).mode(OrchestrationMode.SEQUENTIAL);
        Stage stage = given(graph).started().thenRunning().whenCancelled(CancelScope.STEP, 0);
        assertThat(stage.state().waiting()).isZero();
        stage.then("nap", TaskStatus.CANCELLED).thenRunning("b");
    }

    @Test
    void whoCancelsEverythingLeavesNothingThatWaits() {
        Graph graph =
                Graph.of("a", "nap", "slow", "later: a").sleeps("nap", SECOND).retries("slow", 1);
        Stage stage = given(graph).started().whenFails("slow").whenCancelled();
        assertThat(stage.state().waiting()).isZero();
        stage.then("nap", TaskStatus.CANCELLED)
                .then("slow", TaskStatus.CANCELLED)
                .then("later", TaskStatus.CANCELLED)
                .after(SECOND)
                .then("nap", TaskStatus.CANCELLED);
    }

    @Test
    void aTrueConditionLetsTheStepRun() {
        given(Graph.of("a", "b: a").runIf("b", true))
                .started()
                .whenCompletes("a")
                .thenRunning("b")
                .whenCompletes("b")
                .thenEnded(WorkflowStatus.COMPLETED);
    }

    @Test
    void aConditionThatCannotBeWorkedOutIsAFailure() {
        Graph graph = Graph.of("a", "b: a", "c: b").runIf("b", true).cannotTell("b");
        Stage stage = given(graph).started().whenCompletes("a").then("b", TaskStatus.FAILED);
        assertThat(error(stage, "b").message()).isEqualTo("no such step");
        stage.thenBlocked("c", "b").thenEnded(WorkflowStatus.FAILED);
    }

    @Test
    void aConditionHoldsForTheFirstStepToo() {
        given(Graph.of("a", "b: a").runIf("a", false))
                .started()
                .then("a", TaskStatus.SKIPPED)
                .thenRunning("b");
    }

    @Test
    void aStepForFailureThatHasAConditionIsAskedForIt() {
        Graph graph = Graph.of("a", "alarm: a", "quiet: a")
                .runOn("alarm", RunOn.FAILURE)
                .runIf("alarm", true)
                .runOn("quiet", RunOn.FAILURE)
                .runIf("quiet", false);
        given(graph).started().whenFails("a").thenRunning("alarm").then("quiet", TaskStatus.SKIPPED);
    }

    /** It passed without having waited when its backoff was over. */
    @Test
    void aWaitThatCannotBeginFailsForGoodHoweverOftenItMayBeTried() {
        Graph graph = Graph.of("gate", "z: gate")
                .sleeps("gate", Duration.ofSeconds(5))
                .unreadable("gate")
                .retries("gate", 3);

        Stage.given(graph)
                .started()
                .then("gate", TaskStatus.FAILED)
                .after(Duration.ofHours(1))
                .thenRunning()
                .thenEnded(WorkflowStatus.FAILED);
    }

    /** It ran although its condition was never evaluated. */
    @Test
    void aStepWhoseConditionCannotBeEvaluatedFailsForGoodHoweverOftenItMayBeTried() {
        Graph graph = Graph.of("a", "z: a").runIf("a", true).unreadable("a").retries("a", 3);

        Stage.given(graph)
                .started()
                .then("a", TaskStatus.FAILED)
                .after(Duration.ofHours(1))
                .thenRunning()
                .thenEnded(WorkflowStatus.FAILED);
    }
}
