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

/** What is completed is undone when the execution fails, the last first. */
class CompensateTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Two steps that can be undone, one after the other, and one that can fail. */
    private static Graph graph() {
        return Graph.of("a", "b: a", "c: b").compensate("a", "b");
    }

    private static Stage failed(Graph graph) {
        return given(graph).started().whenCompletes("a").whenCompletes("b").whenFails("c");
    }

    private static String error(Stage stage) {
        return stage.state().lifecycle().error().message();
    }

    @Test
    void theLastThatCompletedIsUndoneFirst() {
        Stage stage = failed(graph()).thenRunning("b~").whenCompletes("b~").thenRunning("a~");
        stage.whenCompletes("a~").thenEnded(WorkflowStatus.FAILED).then("a", TaskStatus.COMPLETED);
        assertThat(error(stage)).isEqualTo("step c: it broke");
        assertThat(stage.events().stream()
                        .filter(Event.Activated.class::isInstance)
                        .map(event -> ((Event.Activated) event).cause()))
                .containsExactly("compensate", "compensate");
    }

    @Test
    void theOrderIsThatOfCompletionAndNotOfDeclaration() {
        Stage stage = given(Graph.of("a", "b", "c").compensate("a", "b")).started();
        stage.whenCompletes("b").whenCompletes("a").whenFails("c").thenRunning("a~");
        stage.whenCompletes("a~").thenRunning("b~");
    }

    @Test
    void nothingIsUndoneOfAnExecutionThatCompletes() {
        Stage stage = given(Graph.of("a").compensate("a")).started().whenCompletes("a");
        stage.thenEnded(WorkflowStatus.COMPLETED);
        assertThat(TaskResults.of(stage.state())).containsOnlyKeys("a");
    }

    @Test
    void whatDidNotCompleteIsNotUndone() {
        Stage stage = given(Graph.of("a", "b: a", "c").runIf("c", false).compensate("a", "b", "c"))
                .started()
                .whenFails("a")
                .thenEnded(WorkflowStatus.FAILED);
        assertThat(TaskResults.of(stage.state())).containsOnlyKeys("a", "b", "c");
    }

    @Test
    void itBeginsOnlyWhenNothingElseRuns() {
        Stage stage = given(Graph.of("a", "b", "c").compensate("a")).started().whenCompletes("a");
        stage.whenFails("b").thenRunning("c").whenCompletes("c").thenRunning("a~");
    }

    @Test
    void theFailureOfAnOptionalStepUndoesNothing() {
        Stage stage = given(Graph.of("a", "b").optional("b").compensate("a")).started();
        stage.whenCompletes("a").whenFails("b").thenEnded(WorkflowStatus.COMPLETED);
    }

    @Test
    void finalStepsFollow() {
        Stage stage = given(Graph.of("a", "c: a", "z").finals(1).compensate("a"))
                .started()
                .whenCompletes("a")
                .whenFails("c");
        stage.thenRunning("a~")
                .then("z", TaskStatus.BLOCKED)
                .whenCompletes("a~")
                .thenRunning("z");
        stage.whenCompletes("z").thenEnded(WorkflowStatus.FAILED);
    }

    @Test
    void theFailureOfAFinalStepUndoesNothing() {
        Stage stage = given(Graph.of("a", "z").finals(1).compensate("a")).started();
        stage.whenCompletes("a").whenFails("z").thenEnded(WorkflowStatus.FAILED);
    }

    @Test
    void itFollowsAStopBecauseOfAFailure() {
        Stage stage = given(Graph.of("a", "c", "d: a").stopOnFailure().compensate("a"), 2)
                .started();
        stage.whenFails("c").thenRunning("a").whenCompletes("a").then("d", TaskStatus.CANCELLED);
        stage.thenRunning("a~").whenCompletes("a~").thenEnded(WorkflowStatus.FAILED);
    }

    @Test
    void itFollowsTheTimeoutOfTheExecutionWhichDoesNotEndIt() {
        Stage stage = given(graph().within(SECOND)).started().whenCompletes("a").after(SECOND);
        stage.whenCompletes("b").thenRunning("a~").after(SECOND).thenRunning("a~");
        stage.whenCompletes("a~").thenEnded(WorkflowStatus.FAILED);
        assertThat(stage.state().lifecycle().error().type()).isEqualTo("Timeout");
    }

    @Test
    void aCancelByAPersonUndoesNothing() {
        Stage stage =
                given(graph()).started().whenCompletes("a").whenCancelled().whenCompletes("b");
        stage.thenEnded(WorkflowStatus.CANCELLED);
    }

    @Test
    void aStepThatIsCancelledByItselfFailsTheExecution() {
        Stage stage = given(graph()).started().whenCompletes("a").whenCancelled(CancelScope.STEP, 1);
        stage.whenCompletes("b").thenRunning("a~");
    }

    @Test
    void aFirstCancelLetsItEndAndASecondOneEndsIt() {
        Stage stage = failed(graph()).whenCancelled().thenRunning("b~");
        stage.whenCompletes("b~").thenRunning("a~").whenCancelled();
        assertThat(stage.workers.askedToEnd).containsExactly("CANCEL a~");
        stage.whenCompletes("a~").then("a~", TaskStatus.CANCELLED).thenEnded(WorkflowStatus.CANCELLED);
        assertThat(error(stage)).contains("not undone: step a (cancelled)");
    }

    @Test
    void aSecondCancelAlsoKeepsFromStartingWhatHasNotStarted() {
        Stage stage = failed(Graph.of("a", "b: a", "c: b", "z").finals(1).compensate("a", "b"));
        stage.whenCancelled().whenCancelled().whenCompletes("b~").then("a~", TaskStatus.CANCELLED);
        stage.thenRunning("z").whenCompletes("z").thenEnded(WorkflowStatus.CANCELLED);
    }

    @Test
    void oneThatFailsForGoodKeepsNoOtherFromItsTurn() {
        Stage stage = failed(graph().retries("b~", 1)).whenFails("b~").then("b~", TaskStatus.WAITING);
        stage.thenRunning().after(Duration.ofMinutes(1)).whenFails("b~").thenRunning("a~");
        stage.whenCompletes("a~").thenEnded(WorkflowStatus.FAILED);
        assertThat(error(stage))
                .isEqualTo("step c: it broke; not undone: step b (it broke); undo that by hand; a retry keeps what is"
                        + " not undone as completed");
    }

    @Test
    void aCompensationHasATimeoutOfItsOwn() {
        Stage stage = failed(graph().timeout("b~", SECOND)).thenRunning("b~").after(SECOND);
        assertThat(stage.workers.askedToEnd).containsExactly("TIMEOUT b~");
    }

    @Test
    void aRetryByHandDoesAgainWhatWasUndone() {
        Stage stage = failed(graph()).whenCompletes("b~").whenCompletes("a~").whenRetriedByHand();
        stage.thenRunning("a#2")
                .then("b", TaskStatus.BLOCKED)
                .whenCompletes("a#2")
                .whenCompletes("b#2");
        stage.whenCompletes("c#2").thenEnded(WorkflowStatus.COMPLETED);
    }

    @Test
    void whatDependsOnAStepIsUndoneBeforeItAlsoIfTheStepWasDoneAgainMeanwhile() {
        Stage stage = failed(graph()).whenFails("b~").whenCompletes("a~").whenRetriedByHand();
        stage.whenCompletes("a#2").whenFails("c#2").thenRunning("b~#2");
        stage.whenTheProcessDiesAndAnotherTakesOver().thenRunning("b~#2");
        stage.whenCompletes("b~#2").thenRunning("a~#2").whenCompletes("a~#2").thenEnded(WorkflowStatus.FAILED);
    }

    @Test
    void aRetryByHandKeepsWhatCouldNotBeUndone() {
        Stage stage = failed(graph()).whenFails("b~").whenCompletes("a~").whenRetriedByHand();
        stage.thenRunning("a#2", "c#2").then("b", TaskStatus.COMPLETED).whenFails("c#2");
        stage.whenCompletes("a#2").thenRunning("b~#2").whenCompletes("b~#2").thenRunning("a~#2");
        stage.whenCompletes("a~#2").thenEnded(WorkflowStatus.FAILED);
        assertThat(error(stage)).isEqualTo("step c: it broke");
    }

    @Test
    void aSecondFailureUndoesAnew() {
        Stage stage = failed(graph()).whenCompletes("b~").whenCompletes("a~").whenRetriedByHand();
        stage.whenCompletes("a#2").whenFails("b#2").thenRunning("a~#2");
        stage.whenCompletes("a~#2").thenEnded(WorkflowStatus.FAILED).whenRetriedByHand();
        stage.thenRunning("a#3");
    }

    @Test
    void theItemsOfAMapAreUndoneEachInItsTurn() {
        Stage stage = given(Graph.of("m", "a", "c: a m").map("m", 3).compensate("m", "a"))
                .started();
        stage.whenCompletes("m[2]").whenCompletes("a").whenCompletes("m[0]").whenFails("m[1]");
        stage.thenRunning("m~[0]").whenCompletes("m~[0]").thenRunning("a~");
        stage.whenCompletes("a~").thenRunning("m~[2]").whenCompletes("m~[2]");
        stage.thenEnded(WorkflowStatus.FAILED).then("m~[1]", TaskStatus.SKIPPED).then("m~", TaskStatus.COMPLETED);
        stage.whenRetriedByHand();
        stage.whenCompletes("m[0]#2", "m[1]#2", "m[2]#2", "a#2").whenFails("c");
        stage.thenRunning("a~#2").whenCompletes("a~#2").thenRunning("m~[2]#2");
    }

    @Test
    void itemsThatCouldNotBeUndoneStayCompleted() {
        Stage stage = given(Graph.of("m", "c: m").map("m", 2).compensate("m"))
                .started()
                .whenCompletes("m[0]", "m[1]")
                .whenFails("c");
        stage.whenFails("m~[1]").thenRunning("m~[0]").whenCompletes("m~[0]").thenEnded(WorkflowStatus.FAILED);
        assertThat(error(stage)).contains("not undone: step m[1] (it broke)");
        stage.whenRetriedByHand().thenRunning("m[0]#2").then("m[1]", TaskStatus.COMPLETED);
        stage.whenCompletes("m[0]#2").thenRunning("c#2");
    }

    @Test
    void aSecondCancelEndsTheItemsOfAMapToo() {
        Stage stage = given(Graph.of("m", "c: m").map("m", 3).compensate("m"))
                .started()
                .whenCompletes("m[0]", "m[1]", "m[2]")
                .whenFails("c");
        stage.whenCompletes("m~[2]").whenCancelled().whenCancelled().whenCompletes("m~[1]");
        stage.then("m~[0]", TaskStatus.CANCELLED).then("m~", TaskStatus.CANCELLED);
        stage.thenEnded(WorkflowStatus.CANCELLED);
    }

    @Test
    void itemsThatNeverHadTheirTurnAreNotUndoneWhateverAnEarlierRoundDid() {
        Stage stage = given(Graph.of("m", "a: m", "c: a").map("m", 2).compensate("m", "a"))
                .started()
                .whenCompletes("m[0]", "m[1]")
                .whenCompletes("a")
                .whenFails("c");
        stage.whenCompletes("a~").whenCompletes("m~[1]").whenCompletes("m~[0]").whenRetriedByHand();
        stage.whenCompletes("m[0]#2", "m[1]#2").whenCompletes("a#2").whenFails("c#2");
        stage.whenCancelled().whenCancelled().whenCompletes("a~#2").thenEnded(WorkflowStatus.CANCELLED);
        stage.then("m~", TaskStatus.CANCELLED).whenRetriedByHand().thenRunning("c#3");
        stage.then("m", TaskStatus.COMPLETED);
    }

    @Test
    void whatRepeatsIsUndoneOnce() {
        Stage stage = given(Graph.of("a", "c: a").until("a", Duration.ZERO, 3).compensate("a"))
                .started();
        stage.whenGoesRound("a").whenCompletes("a#2").whenFails("c").thenRunning("a~");
        stage.whenCompletes("a~")
                .thenEnded(WorkflowStatus.FAILED)
                .whenRetriedByHand()
                .thenRunning("a#3");
    }

    @Test
    void aSleepCanBeUndone() {
        Stage stage =
                given(Graph.of("a", "c: a").sleeps("a", SECOND).compensate("a")).started();
        stage.after(SECOND).whenFails("c").thenRunning("a~");
    }

    @Test
    void aPauseHoldsItBack() {
        Stage stage = failed(graph()).asked(PauseAsks.pause("ada")).whenCompletes("b~");
        stage.thenRunning().thenEnded(WorkflowStatus.PAUSED);
        stage.whenTheProcessDiesAndAnotherTakesOver().thenRunning("a~");
    }

    @Test
    void aCancelOfWhatIsPausedMeanwhileLetsItGoOn() {
        Stage stage = failed(graph()).asked(PauseAsks.pause("ada")).whenCancelled();
        stage.whenCompletes("b~").thenRunning("a~").whenCompletes("a~").thenEnded(WorkflowStatus.CANCELLED);
    }

    @Test
    void whoeverTakesOverGoesOnWithWhatIsLeft() {
        Stage stage = failed(graph()).whenCompletes("b~").whenTheProcessDiesAndAnotherTakesOver();
        stage.thenRunning("a~").whenCompletes("a~").thenEnded(WorkflowStatus.FAILED);
    }

    @Test
    void aShutdownSuspendsIt() {
        Stage stage = failed(graph()).whenTheEngineIsClosedAndOpenedAgain().thenRunning("b~");
        stage.whenCompletes("b~").whenCompletes("a~").thenEnded(WorkflowStatus.FAILED);
    }

    @Test
    void oneIsCancelledByItselfOnlyInItsTurn() {
        Stage stage =
                given(graph()).started().whenCancelled(CancelScope.STEP, 4).whenCompletes("a");
        stage.whenCompletes("b").whenFails("c").thenRunning("b~").whenCancelled(CancelScope.STEP, 4);
        stage.whenCompletes("b~").then("b~", TaskStatus.CANCELLED).thenRunning("a~");
    }
}
