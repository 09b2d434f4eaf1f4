package dev.orchestration.tasks.orchestrator;

import static dev.orchestration.tasks.orchestrator.Stage.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.EventCodec;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.tasks.OnInterrupt;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.RunOn;
import dev.orchestration.tasks.TaskPriority;
import dev.orchestration.tasks.TaskStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoopTest {
    @Test
    void aStepStartsWhenAllItsDependenciesAreCompleted() {
        given(Graph.diamond())
                .started()
                .thenRunning("a")
                .whenCompletes("a")
                .thenRunning("b", "c")
                .whenCompletes("b")
                .thenRunning("c")
                .whenCompletes("c")
                .thenRunning("d")
                .whenCompletes("d")
                .thenEnded(WorkflowStatus.COMPLETED);
    }

    @Test
    void completionAndTheStartThatFollowsAreOneCommit() {
        Stage stage = given(Graph.of("a", "b: a")).started().whenCompletes("a");
        stage.store.replay(stage.execution(), commit -> {
            if (commit.events().get(0) instanceof Event.AttemptEnded) {
                assertThat(commit.events().get(1)).isInstanceOf(Event.AttemptStarted.class);
            }
        });
        stage.thenRunning("b");
    }

    @Test
    void aFailureBlocksWhatDependsOnItAndNothingElse() {
        given(Graph.of("a", "b: a", "c: b", "other", "later: other"))
                .started()
                .whenFails("a")
                .thenBlocked("b", "a")
                .thenBlocked("c", "a")
                .whenCompletes("other")
                .thenRunning("later")
                .whenCompletes("later")
                .thenEnded(WorkflowStatus.FAILED);
    }

    @Test
    void aFailedAttemptIsRepeatedAfterItsBackoff() {
        given(Graph.of("a").retries("a", 2))
                .started()
                .whenFails("a")
                .then("a", TaskStatus.WAITING)
                .thenRunning()
                .after(Duration.ofMillis(1_300))
                .thenRunning("a")
                .whenFails("a")
                .after(Duration.ofSeconds(3))
                .whenCompletes("a")
                .thenEnded(WorkflowStatus.COMPLETED);
    }

    @Test
    void attemptsRunOutAndTheStepHasFailed() {
        given(Graph.of("a").retries("a", 1))
                .started()
                .whenFails("a")
                .after(Duration.ofSeconds(2))
                .whenFails("a")
                .then("a", TaskStatus.FAILED)
                .thenEnded(WorkflowStatus.FAILED);
    }

    @Test
    void wrongInputIsNeverTriedAgain() {
        given(Graph.of("a").retries("a", 5))
                .started()
                .whenFailsByTheUsersFault("a")
                .thenEnded(WorkflowStatus.FAILED);
    }

    @Test
    void anAttemptThatOutlivesItsTimeoutIsEndedAndCountsAsFailed() {
        Stage stage = given(Graph.of("a", "b: a").timeout("a", Duration.ofSeconds(5)))
                .started()
                .after(Duration.ofSeconds(4));
        assertThat(stage.workers.askedToEnd).isEmpty();
        stage.after(Duration.ofSeconds(2));
        assertThat(stage.workers.askedToEnd).containsExactly("TIMEOUT a");
        stage.whenCompletes("a").then("a", TaskStatus.FAILED).thenBlocked("b", "a");
    }

    @Test
    void anAttemptThatIgnoresItsTimeoutIsAbandonedAfterTheGrace() {
        given(Graph.of("a").timeout("a", Duration.ofSeconds(5)))
                .started()
                .after(Duration.ofSeconds(6))
                .then("a", TaskStatus.RUNNING)
                .after(Duration.ofSeconds(11))
                .then("a", TaskStatus.FAILED)
                .thenEnded(WorkflowStatus.FAILED);
    }

    @Test
    void theTimeoutOfTheExecutionEndsItAsFailed() {
        Stage stage = given(Graph.of("a", "b: a").within(Duration.ofSeconds(10)))
                .started()
                .after(Duration.ofSeconds(11));
        assertThat(stage.workers.askedToEnd).containsExactly("CANCEL a");
        stage.whenFails("a").then("b", TaskStatus.CANCELLED).thenEnded(WorkflowStatus.FAILED);
        assertThat(stage.state().lifecycle().error().type()).isEqualTo("Timeout");
    }

    @Test
    void aCancelledExecutionEndsWhatRunsAndStartsNothingElse() {
        Stage stage = given(Graph.diamond()).started().whenCancelled();
        assertThat(stage.workers.askedToEnd).containsExactly("CANCEL a");
        stage.whenCompletes("a")
                .then("a", TaskStatus.CANCELLED)
                .then("d", TaskStatus.CANCELLED)
                .thenEnded(WorkflowStatus.CANCELLED);
    }

    @Test
    void aFalseConditionSkipsTheStepAndItsDependantsRun() {
        given(Graph.of("a", "b: a", "c: b").runIf("b", false))
                .started()
                .whenCompletes("a")
                .then("b", TaskStatus.SKIPPED)
                .thenRunning("c");
    }

    @Test
    void aFailureThatIsNotRequiredLetsDependantsRun() {
        given(Graph.of("a", "b: a").optional("a"))
                .started()
                .whenFails("a")
                .thenRunning("b")
                .whenCompletes("b")
                .thenEnded(WorkflowStatus.COMPLETED);
    }

    @Test
    void aStepForFailureRunsOnlyAfterOne() {
        given(Graph.of("a", "alarm: a").runOn("alarm", RunOn.FAILURE))
                .started()
                .whenFails("a")
                .thenRunning("alarm")
                .whenCompletes("alarm")
                .thenEnded(WorkflowStatus.FAILED);
        given(Graph.of("a", "alarm: a").runOn("alarm", RunOn.FAILURE))
                .started()
                .whenCompletes("a")
                .then("alarm", TaskStatus.SKIPPED)
                .thenEnded(WorkflowStatus.COMPLETED);
    }

    @Test
    void aStepForCompletionRunsHoweverItsDependenciesEnded() {
        given(Graph.of("a", "b: a", "clean: b").runOn("clean", RunOn.COMPLETION))
                .started()
                .whenFails("a")
                .thenRunning("clean");
    }

    @Test
    void onFailureStopLetsRunningStepsFinishAndStartsNoOther() {
        given(Graph.of("a", "b", "c: b").stopOnFailure())
                .started()
                .whenFails("a")
                .then("c", TaskStatus.CANCELLED)
                .whenCompletes("b")
                .then("b", TaskStatus.COMPLETED)
                .thenEnded(WorkflowStatus.FAILED);
    }

    @Test
    void aSleepingStepHoldsNoWorker() {
        given(Graph.of("nap", "work").sleeps("nap", Duration.ofHours(1)), 1)
                .started()
                .then("nap", TaskStatus.WAITING)
                .thenRunning("work")
                .whenCompletes("work")
                .after(Duration.ofMinutes(59))
                .then("nap", TaskStatus.WAITING)
                .after(Duration.ofMinutes(2))
                .then("nap", TaskStatus.COMPLETED)
                .thenEnded(WorkflowStatus.COMPLETED);
    }

    @Test
    void slotsLimitWhatRunsAtOnce() {
        given(Graph.of("a", "b", "c"), 2)
                .started()
                .thenRunning("a", "b")
                .whenCompletes("a")
                .thenRunning("b", "c");
    }

    @Test
    void sequentialModeRunsOneStepAtATimeInDeclaredOrder() {
        given(Graph.of("a", "b: a", "c").mode(OrchestrationMode.SEQUENTIAL))
                .started()
                .thenRunning("a")
                .whenCompletes("a")
                .thenRunning("b")
                .whenCompletes("b")
                .thenRunning("c");
    }

    @Test
    void theMostUrgentReadyStepStartsFirst() {
        Graph graph = Graph.of("low", "high", "normal")
                .priority("low", TaskPriority.LOW)
                .priority("high", TaskPriority.HIGH)
                .mode(OrchestrationMode.PRIORITY);
        Stage stage = given(graph, 1).started();
        stage.thenRunning("high").whenCompletes("high").thenRunning("normal");
    }

    @Test
    void ofEquallyUrgentStepsTheOneWithTheLongestPathStartsFirst() {
        Graph graph = Graph.of("short", "long", "tail: long", "end: tail").mode(OrchestrationMode.PRIORITY);
        given(graph, 1).started().thenRunning("long");
    }

    @Test
    void aBigRequestIsNotStarvedBySmallOnes() {
        Graph graph = Graph.of("small1", "big", "small2", "free")
                .needs("small1", "gpu", 1)
                .needs("big", "gpu", 2)
                .needs("small2", "gpu", 1);
        given(graph)
                .resource("gpu", 2)
                .started()
                .thenRunning("small1", "free")
                .whenCompletes("small1")
                .thenRunning("free", "big")
                .whenCompletes("big")
                .thenRunning("free", "small2");
    }

    @Test
    void resourcesAreFreeAtRest() {
        Stage stage = given(Graph.of("a").needs("a", "gpu", 2))
                .resource("gpu", 2)
                .started()
                .whenFails("a");
        assertThat(stage.resources
                        .usage(new dev.orchestration.state.ResourceId("gpu"))
                        .current())
                .isZero();
    }

    @Test
    void aThirdWorkflowOfASessionOfTwoIsPending() {
        Stage stage = given(Graph.of("a")).started().started().started();
        stage.thenEnded(WorkflowStatus.PENDING);
        AttemptOrder first = stage.workers.take("a");
        stage.report(first, Outcome.COMPLETED, null);
        stage.step().thenEnded(WorkflowStatus.RUNNING);
    }

    @Test
    void afterACrashWhatWasCompletedStaysAndWhatRanIsRunAgain() {
        given(Graph.diamond())
                .started()
                .whenCompletes("a")
                .whenCompletes("b")
                .whenTheProcessDiesAndAnotherTakesOver()
                .then("b", TaskStatus.COMPLETED)
                .thenRunning("c")
                .whenCompletes("c")
                .whenCompletes("d")
                .thenEnded(WorkflowStatus.COMPLETED);
    }

    @Test
    void onInterruptFailMakesACrashAFailure() {
        given(Graph.of("a").onInterrupt("a", OnInterrupt.FAIL))
                .started()
                .whenTheProcessDiesAndAnotherTakesOver()
                .thenEnded(WorkflowStatus.FAILED);
    }

    @Test
    void threeCrashesInARowEndAStep() {
        Stage stage = given(Graph.of("a")).started();
        stage.whenTheProcessDiesAndAnotherTakesOver().thenRunning("a");
        stage.whenTheProcessDiesAndAnotherTakesOver().thenRunning("a");
        stage.whenTheProcessDiesAndAnotherTakesOver().thenEnded(WorkflowStatus.FAILED);
        assertThat(stage.state().lifecycle().error().type()).isEqualTo("CrashLoop");
    }

    @Test
    void aBackoffThatACrashCutShortGoesOnAfterIt() {
        given(Graph.of("a").retries("a", 1))
                .started()
                .whenFails("a")
                .whenTheProcessDiesAndAnotherTakesOver()
                .thenRunning()
                .after(Duration.ofSeconds(2))
                .thenRunning("a");
    }

    @Test
    void aRetryByHandRunsWhatFailedAndThenWhatItBlocked() {
        given(Graph.of("a", "b: a", "c: b", "other"))
                .started()
                .whenCompletes("other")
                .whenFails("a")
                .thenEnded(WorkflowStatus.FAILED)
                .whenRetriedByHand()
                .thenRunning("a#2")
                .whenCompletes("a#2")
                .thenRunning("b")
                .whenCompletes("b")
                .whenCompletes("c")
                .thenEnded(WorkflowStatus.COMPLETED);
    }

    @Test
    void aLateResultIsNotUsed() {
        Stage stage = given(Graph.of("a").timeout("a", Duration.ofSeconds(1))).started();
        AttemptOrder order = stage.workers.take("a");
        stage.workers.start(order, null);
        stage.after(Duration.ofSeconds(2)).after(Duration.ofSeconds(20)).thenEnded(WorkflowStatus.FAILED);
        int recorded = stage.events().size();
        stage.report(order, Outcome.COMPLETED, null);
        stage.step();
        assertThat(stage.events()).hasSize(recorded);
    }

    @Test
    void sameInputsGiveTheSameEventsByteForByte() {
        assertThat(play()).isEqualTo(play());
    }

    private static String play() {
        Stage stage = given(Graph.diamond().retries("b", 1))
                .started()
                .whenCompletes("a")
                .whenFails("b")
                .after(Duration.ofSeconds(2))
                .whenCompletes("b", "c")
                .whenCompletes("d");
        return EventCodec.encode(stage.events());
    }
}
