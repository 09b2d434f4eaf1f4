package dev.orchestration.tasks.orchestrator;

import static dev.orchestration.tasks.orchestrator.Stage.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.EventCodec;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.RunOn;
import dev.orchestration.tasks.TaskStatus;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
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

    /** Its report lay in the inbox while the loop looked at its timers. */
    @Test
    void aProcessThatIsToldOfAfterTheEndOfItsAttemptIsNotRecorded() {
        Stage stage = given(Graph.of("a", "b")).started();
        Attempt order = stage.workers.take("a");
        stage.report(order, Outcome.COMPLETED, null);
        order.process(7, 7);
        stage.step();
        assertThat(stage.events()).noneMatch(Event.AttemptNoted.class::isInstance);
    }

    /** It was told to whoever had asked, and the loop went on with a change that was made by half. */
    @Test
    void aFaultOfTheEngineInWhatSomebodyAskedForFailsTheLoop() {
        Stage stage = given(Graph.of("a")).started();
        Request<Boolean> asked = new Request<>(on -> {
            throw new IllegalStateException("half done");
        });
        stage.loop.reception().post(asked);
        stage.step();
        refusedWith(ErrorCode.INTERNAL, asked.answer());
        refusedWith(ErrorCode.INTERNAL, stage.last.end());
        stage.started();
        refusedWith(ErrorCode.INTERNAL, stage.last.accepted());
    }

    @Test
    void aRefusalIsForWhoeverAskedAlone() {
        Stage stage = given(Graph.of("a")).started();
        Request<Boolean> asked = new Request<>(on -> {
            throw new OrchestrationException(ErrorCode.WRONG_STATE, "not now");
        });
        stage.loop.reception().post(asked);
        stage.step();
        refusedWith(ErrorCode.WRONG_STATE, asked.answer());
        stage.whenCompletes("a").thenEnded(WorkflowStatus.COMPLETED);
    }

    private static void refusedWith(ErrorCode code, CompletableFuture<?> future) {
        assertThat(future.handle((value, thrown) -> ((OrchestrationException) thrown).code())
                        .join())
                .isEqualTo(code);
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
