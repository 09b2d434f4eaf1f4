package dev.orchestration.tasks.orchestrator;

import static dev.orchestration.tasks.orchestrator.Stage.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.EventCodec;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.RunOn;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.Signal;
import java.time.Duration;
import java.util.List;
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

    /** Its report lay in the inbox while the loop looked at its timers. */
    @Test
    void workThatWasDoneInTimeIsDoneAlthoughItsReportCameLate() {
        Stage stage = given(Graph.of("a").timeout("a", Duration.ofSeconds(5))).started();
        AttemptOrder order = stage.workers.take("a");
        stage.workers.start(order, null);
        long inTime = stage.clock.micros() + 4_000_000;
        stage.after(Duration.ofSeconds(6));
        var result = new Signal.AttemptResult(Outcome.COMPLETED, inTime, inTime, null, List.of(), null, null);
        stage.inbox.post(on -> on.attempts().returned(order.key(), result));
        stage.step().thenEnded(WorkflowStatus.COMPLETED);
    }

    @Test
    void theTimersOfWhatHasEndedTakeNoMemory() {
        Graph graph = Graph.of("a").timeout("a", Duration.ofDays(1)).within(Duration.ofDays(9));
        Stage stage = given(graph);
        for (int i = 0; i < 1_000; i++) {
            stage.started().whenCompletes("a");
        }
        assertThat(stage.loop.timers().size()).isLessThan(200);
    }

    @Test
    void aProcessThatIsToldOfAfterTheEndOfItsAttemptIsNotRecorded() {
        Stage stage = given(Graph.of("a", "b")).started();
        AttemptOrder order = stage.workers.take("a");
        stage.report(order, Outcome.COMPLETED, null);
        stage.inbox.post(on -> on.attempts()
                .note(order.key(), at -> new Event.AttemptNoted(at, order.key().activation(), 1, 7, 7, null)));
        stage.step();
        assertThat(stage.events()).noneMatch(Event.AttemptNoted.class::isInstance);
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
