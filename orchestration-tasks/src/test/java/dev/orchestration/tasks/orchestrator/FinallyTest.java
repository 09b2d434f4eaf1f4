package dev.orchestration.tasks.orchestrator;

import static dev.orchestration.tasks.orchestrator.Stage.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.PauseAsks;
import dev.orchestration.tasks.decide.TaskResults;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Some nodes run when all others have ended, however they did. */
class FinallyTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Two steps, one after the other, and one at the end. */
    private static Graph graph() {
        return Graph.of("a", "b: a", "z").finals(1);
    }

    private static Event.ExecutionFinishing finishing(Stage stage) {
        return stage.events().stream()
                .filter(Event.ExecutionFinishing.class::isInstance)
                .map(Event.ExecutionFinishing.class::cast)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    @Test
    void theyStartWhenAllElseIsCompleted() {
        Stage stage = given(graph()).started().thenRunning("a").thenBlocked("z", "a", "b");
        stage.whenCompletes("a").thenRunning("b").whenCompletes("b").thenRunning("z");
        assertThat(finishing(stage).status()).isEqualTo(WorkflowStatus.COMPLETED);
        stage.whenCompletes("z").thenEnded(WorkflowStatus.COMPLETED);
    }

    @Test
    void theyStartWhenAStepFailedAndWhatItBlocksDoesNotBlockThem() {
        Stage stage =
                given(graph()).started().whenFails("a").thenBlocked("b", "a").thenRunning("z");
        assertThat(finishing(stage).error().message()).isEqualTo("step a: it broke");
        stage.whenCompletes("z").thenEnded(WorkflowStatus.FAILED);
    }

    @Test
    void theyWaitForWhatStillRunsAfterAFailure() {
        Stage stage = given(Graph.of("a", "b", "z").finals(1)).started().whenFails("a");
        stage.thenRunning("b").whenCompletes("b").thenRunning("z");
    }

    @Test
    void theyStartAfterAStopBecauseOfAFailureAndGoOnAfterOneOfThemFailed() {
        Stage stage =
                given(Graph.of("a", "b", "y", "z").finals(2).stopOnFailure(), 1).started();
        stage.whenFails("a").then("b", TaskStatus.CANCELLED).thenRunning("y");
        stage.whenFails("y").thenRunning("z").whenCompletes("z").thenEnded(WorkflowStatus.FAILED);
        assertThat(stage.state().lifecycle().error().message()).isEqualTo("step a: it broke");
    }

    @Test
    void aCancelEndsAllButThemAndASecondOneEndsThem() {
        Stage stage = given(graph()).started().whenCancelled();
        assertThat(stage.workers.askedToEnd).containsExactly("CANCEL a");
        stage.thenRunning("a").whenCompletes("a").thenRunning("z").then("b", TaskStatus.CANCELLED);
        assertThat(finishing(stage).status()).isEqualTo(WorkflowStatus.CANCELLED);
        stage.whenCancelled().thenRunning("z");
        assertThat(stage.workers.askedToEnd).containsExactly("CANCEL a", "CANCEL z");
        stage.whenCompletes("z").then("z", TaskStatus.CANCELLED).thenEnded(WorkflowStatus.CANCELLED);
    }

    @Test
    void aFirstCancelWhileTheyRunLetsThemEnd() {
        Stage stage =
                given(graph()).started().whenCompletes("a").whenCompletes("b").whenCancelled();
        stage.thenRunning("z")
                .whenCompletes("z")
                .then("z", TaskStatus.COMPLETED)
                .thenEnded(WorkflowStatus.CANCELLED);
        assertThat(stage.workers.askedToEnd).isEmpty();
    }

    @Test
    void aSecondCancelAlsoKeepsFromStartingWhatHasNotStarted() {
        Graph graph = Graph.of("a", "y", "z: y").finals(2);
        Stage stage = given(graph).started().whenCancelled().whenCompletes("a").whenCancelled();
        stage.whenCompletes("y").then("z", TaskStatus.CANCELLED).thenEnded(WorkflowStatus.CANCELLED);
    }

    @Test
    void whatNeverBeganEndsWithoutThem() {
        Stage stage = given(graph()).session("s", 100, 1, 1).started();
        stage.startedToo(graph()).thenEnded(WorkflowStatus.PENDING).whenCancelled();
        stage.thenEnded(WorkflowStatus.CANCELLED).then("z", TaskStatus.CANCELLED);
    }

    @Test
    void theTimeoutOfTheExecutionEndsAllButThem() {
        Stage stage =
                given(graph().timeout("z", SECOND).within(SECOND)).started().after(SECOND);
        stage.whenFails("a").thenRunning("z");
        stage.after(SECOND);
        assertThat(stage.workers.askedToEnd).containsExactly("CANCEL a", "TIMEOUT z");
        stage.whenCompletes("z").thenEnded(WorkflowStatus.FAILED);
        assertThat(stage.state().lifecycle().error().type()).isEqualTo("Timeout");
    }

    @Test
    void theTimeoutThatComesWhileTheyRunChangesNothing() {
        Stage stage = given(graph().within(SECOND)).started().whenCompletes("a").whenCompletes("b");
        stage.after(SECOND).thenRunning("z").whenCompletes("z").thenEnded(WorkflowStatus.COMPLETED);
    }

    @Test
    void theFailureOfARequiredOneFailsWhatWasCompleted() {
        Stage stage =
                given(graph()).started().whenCompletes("a").whenCompletes("b").whenFails("z");
        stage.thenEnded(WorkflowStatus.FAILED);
        assertThat(stage.state().lifecycle().error().message()).isEqualTo("step z: it broke");
    }

    @Test
    void theFailureOfAnOptionalOneChangesNothing() {
        Stage stage = given(graph().optional("z"))
                .started()
                .whenCompletes("a")
                .whenCompletes("b")
                .whenFails("z");
        stage.thenEnded(WorkflowStatus.COMPLETED);
    }

    @Test
    void theyAreRetriedAfterAFailureEvenIfTheExecutionIsCancelled() {
        Stage stage = given(graph().retries("z", 1))
                .started()
                .whenCancelled()
                .whenCompletes("a")
                .whenFails("z");
        stage.then("z", TaskStatus.WAITING).after(Duration.ofMinutes(1)).thenRunning("z");
        stage.whenCompletes("z").thenEnded(WorkflowStatus.CANCELLED).then("z", TaskStatus.COMPLETED);
    }

    @Test
    void theyDependOnEachOther() {
        Stage stage = given(Graph.of("a", "x", "y: x", "z: y").finals(3))
                .started()
                .whenCompletes("a")
                .thenRunning("x");
        stage.whenFails("x").thenBlocked("y", "x").thenBlocked("z", "x").thenEnded(WorkflowStatus.FAILED);
    }

    @Test
    void theirConditionIsAskedWhenAllElseHasEnded() {
        Stage stage = given(Graph.of("a", "y", "z").finals(2).runIf("y", false).runIf("z", true))
                .started();
        stage.then("y", TaskStatus.BLOCKED)
                .whenCompletes("a")
                .then("y", TaskStatus.SKIPPED)
                .thenRunning("z");
    }

    @Test
    void aRetryByHandRunsThemAgainAtTheEnd() {
        Stage stage = given(graph()).started().whenFails("a").whenCompletes("z").whenRetriedByHand();
        stage.thenRunning("a#2")
                .thenBlocked("z", "a", "b")
                .whenCompletes("a#2")
                .whenCompletes("b")
                .thenRunning("z#2");
        stage.whenCompletes("z#2").thenEnded(WorkflowStatus.COMPLETED);
    }

    @Test
    void mapsAmongThemRunAgainWholeAfterARetryByHand() {
        Stage stage = given(Graph.of("a", "z").finals(1).map("z", 2)).started().whenFails("a");
        stage.whenCompletes("z[0]", "z[1]").thenEnded(WorkflowStatus.FAILED).whenRetriedByHand();
        stage.thenRunning("a#2").whenCompletes("a#2").thenRunning("z[0]#2", "z[1]#2");
        stage.whenCompletes("z[0]#2", "z[1]#2").thenEnded(WorkflowStatus.COMPLETED);
    }

    @Test
    void aRetryByHandJudgesMapsAmongThemAnewWithTheListOfThatRound() {
        Graph graph = Graph.of("a", "z").finals(1).runIf("z", true).map("z", 2);
        Stage stage = given(graph).started().whenFails("a").whenCompletes("z[0]", "z[1]");

        graph.map("z", 3);
        stage.whenRetriedByHand().whenFails("a#2").thenRunning("z[0]#2", "z[1]#2", "z[2]");
        stage.whenCompletes("z[0]#2", "z[1]#2", "z[2]").thenEnded(WorkflowStatus.FAILED);
        graph.map("z", 1);
        stage.whenRetriedByHand().whenFails("a#3").thenRunning("z[0]#3");
        stage.whenCompletes("z[0]#3").thenEnded(WorkflowStatus.FAILED);
        assertThat(TaskResults.of(stage.state()).keySet()).containsExactly("a", "z", "z[0]");
        graph.map("z", 2);
        stage.whenRetriedByHand().whenFails("a#4").thenRunning("z[0]#4", "z[1]#4");
        stage.whenCompletes("z[0]#4", "z[1]#4").thenEnded(WorkflowStatus.FAILED);
        graph.runIf("z", false).map("z", 2);
        stage.whenRetriedByHand().whenCompletes("a#5").then("z", TaskStatus.SKIPPED);
        stage.thenEnded(WorkflowStatus.COMPLETED);
    }

    @Test
    void theyRepeatUntilTheirConditionHolds() {
        Stage stage = given(Graph.of("a", "z").finals(1).until("z", Duration.ZERO, 3))
                .started()
                .whenCancelled();
        stage.whenCompletes("a").whenGoesRound("z").thenRunning("z#2").whenCompletes("z#2");
        stage.then("z", TaskStatus.COMPLETED).thenEnded(WorkflowStatus.CANCELLED);
    }

    @Test
    void aSleepAmongThemOutlivesACancel() {
        Stage stage = given(Graph.of("a", "z").finals(1).sleeps("z", SECOND))
                .started()
                .whenCancelled();
        stage.whenCompletes("a").then("z", TaskStatus.WAITING).after(SECOND).thenEnded(WorkflowStatus.CANCELLED);
        stage.then("z", TaskStatus.COMPLETED);
    }

    @Test
    void whatIsPausedAndCancelledGoesOnWithThem() {
        Stage stage = given(graph()).started().asked(PauseAsks.pause("ada")).whenCancelled();
        stage.whenCompletes("a").thenRunning("z").whenCompletes("z").thenEnded(WorkflowStatus.CANCELLED);
    }

    @Test
    void aPauseHoldsThemBackToo() {
        Stage stage = given(Graph.of("a", "y", "z: y").finals(2))
                .started()
                .whenCancelled()
                .whenCompletes("a");
        stage.asked(PauseAsks.pause("ada")).whenCompletes("y").thenRunning().thenEnded(WorkflowStatus.PAUSED);
        stage.whenTheProcessDiesAndAnotherTakesOver().thenRunning("z");
        stage.whenCompletes("z").thenEnded(WorkflowStatus.CANCELLED);
    }

    @Test
    void aShutdownSuspendsThem() {
        Stage stage = given(graph()).started().whenFails("a").thenRunning("z");
        stage.whenTheEngineIsClosedAndOpenedAgain().thenRunning("z");
        stage.whenCompletes("z").thenEnded(WorkflowStatus.FAILED);
    }

    @Test
    void aCancelOfAnExecutionThatNobodyCarriesOutRunsThem() {
        Stage stage = given(graph()).started();
        stage.whenFound(at -> new dev.orchestration.tasks.decide.Signal.CancelAsked(
                at, CancelScope.EXECUTION, null, "test", "no more"));
        stage.asked((state, at) -> new dev.orchestration.tasks.decide.Signal.Recovered(at, "cancel"));
        stage.thenRunning("z").whenCompletes("z").thenEnded(WorkflowStatus.CANCELLED);
    }

    @Test
    void aCrashWhileTheyRunRunsThemAgain() {
        Stage stage =
                given(graph()).started().whenCancelled().whenCompletes("a").thenRunning("z");
        stage.whenTheProcessDiesAndAnotherTakesOver().thenRunning("z");
        stage.whenCompletes("z").thenEnded(WorkflowStatus.CANCELLED);
    }

    @Test
    void oneOfThemThatIsCancelledByItselfBeforeItsTurnStaysSo() {
        Stage stage = given(graph())
                .started()
                .whenCancelled(CancelScope.STEP, 2)
                .whenCompletes("a")
                .whenCompletes("b");
        stage.then("z", TaskStatus.CANCELLED).thenEnded(WorkflowStatus.FAILED);
    }
}
