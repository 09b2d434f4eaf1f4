package dev.orchestration.tasks.orchestrator;

import static dev.orchestration.tasks.orchestrator.Stage.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Failure;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.tasks.OnInterrupt;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.Signal;
import dev.orchestration.tasks.decide.TaskResults;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryTest {
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
    void whatACrashInterruptsAfterAStopIsNotRunAgain() {
        given(Graph.of("a", "b").stopOnFailure())
                .started()
                .whenFails("a")
                .whenTheProcessDiesAndAnotherTakesOver()
                .then("b", TaskStatus.FAILED)
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

    /** Whoever stopped a long step three times found it failed, as if it had crashed its process. */
    @Test
    void shutdownsInOrderAreNoCrashesHoweverManyThereAre() {
        Stage stage = given(Graph.of("a")).started();
        stage.whenTheProcessDiesAndAnotherTakesOver().whenTheProcessDiesAndAnotherTakesOver();
        for (int i = 0; i < 4; i++) {
            stage.whenTheEngineIsClosedAndOpenedAgain().thenRunning("a");
        }
        assertThat(stage.events())
                .filteredOn(event -> event instanceof Event.AttemptEnded e && e.outcome() == Outcome.SHUT_DOWN)
                .hasSize(4);
        stage.whenCompletes("a").thenEnded(WorkflowStatus.COMPLETED);
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

    /** The record of the second attempt began when the first one had. */
    @Test
    void anAttemptThatACrashEndedBeganWhenItDid() {
        Stage stage = given(Graph.of("a").retries("a", 1))
                .started()
                .whenFails("a")
                .after(Duration.ofSeconds(2))
                .thenRunning("a")
                .whenTheProcessDiesAndAnotherTakesOver();
        assertThat(stage.events())
                .filteredOn(event -> event instanceof Event.AttemptEnded e && e.outcome() == Outcome.INTERRUPTED)
                .singleElement()
                .satisfies(event ->
                        assertThat(((Event.AttemptEnded) event).startedAt()).isEqualTo(Stage.START + 2_000_000));
    }

    @Test
    void aStepThatIsTriedAgainByHandHasNoLogUntilItWritesOne() {
        Stage stage = given(Graph.of("a")).started();
        Attempt order = stage.workers.take("a");
        Failure why = new Failure("Boom", "it broke", ErrorKind.EXTERNAL);
        var result = new Signal.AttemptResult(Outcome.FAILED, 1, 2, null, List.of(), why, "a.log");
        order.returned(result);
        stage.step();
        assertThat(TaskResults.of(stage.state()).get("a").log()).isEqualTo("a.log");
        stage.whenRetriedByHand();
        assertThat(TaskResults.of(stage.state()).get("a").log()).isNull();
    }

    /** After a night of pause the execution was cancelled the moment it went on. */
    @Test
    void theTimeoutOfAnExecutionDoesNotRunWhileItIsPaused() {
        Stage stage = given(Graph.of("a").within(Duration.ofSeconds(10)))
                .started()
                .after(Duration.ofSeconds(8))
                .whenTheEngineIsClosedAndOpenedAgain(Duration.ofHours(9))
                .after(Duration.ofSeconds(1));
        assertThat(stage.workers.askedToEnd).containsExactly("SHUTDOWN a");
        stage.after(Duration.ofSeconds(2));
        assertThat(stage.workers.askedToEnd).containsExactly("SHUTDOWN a", "CANCEL a");
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
    void aStepThatWasCancelledAndIsTriedAgainIsNotCancelledAgain() {
        given(Graph.of("a"))
                .started()
                .whenCancelled(CancelScope.STEP, 0)
                .whenFails("a")
                .then("a", TaskStatus.CANCELLED)
                .whenRetriedByHand()
                .whenCompletes("a#2")
                .then("a", TaskStatus.COMPLETED)
                .thenEnded(WorkflowStatus.COMPLETED);
    }

    @Test
    void aRetryByHandHasTheWholeTimeoutAgain() {
        Stage stage = given(Graph.of("a").within(Duration.ofSeconds(10)))
                .started()
                .after(Duration.ofSeconds(11))
                .whenFails("a")
                .thenEnded(WorkflowStatus.FAILED)
                .after(Duration.ofSeconds(60))
                .whenRetriedByHand()
                .thenRunning("a#2")
                .after(Duration.ofSeconds(9));
        assertThat(stage.workers.askedToEnd).containsExactly("CANCEL a");
        stage.after(Duration.ofSeconds(2));
        assertThat(stage.workers.askedToEnd).containsExactly("CANCEL a", "CANCEL a#2");
    }

    @Test
    void theTimeoutOfAnEarlierRoundEndsNoLaterOne() {
        Stage stage = given(Graph.of("a").within(Duration.ofSeconds(10)))
                .started()
                .after(Duration.ofSeconds(8))
                .whenFails("a")
                .whenRetriedByHand()
                .after(Duration.ofSeconds(5));
        assertThat(stage.workers.askedToEnd).isEmpty();
    }

    /** It was never admitted, so that once it was taken for one that still waits for its session, without any timer. */
    @Test
    void anExecutionCancelledWhilePendingAndRetriedSurvivesACrashInItsBackoff() {
        Stage stage = given(Graph.of("a").retries("a", 1)).started().started().started();
        stage.thenEnded(WorkflowStatus.PENDING)
                .whenCancelled()
                .thenEnded(WorkflowStatus.CANCELLED)
                .whenRetriedByHand()
                .whenFails("a#2")
                .then("a", TaskStatus.WAITING)
                .whenTheProcessDiesAndAnotherTakesOver()
                .after(Duration.ofSeconds(2))
                .thenRunning("a#2");
    }

    /** Its dependants were counted anew at the admission, and waited for it for ever. */
    @Test
    void aStepCancelledBeforeTheAdmissionIsSettledForItsDependants() {
        given(Graph.of("a", "b: a").optional("b"))
                .started()
                .started()
                .started()
                .whenCancelled(CancelScope.STEP, 0)
                .whenTheProcessDiesAndAnotherTakesOver()
                .thenEnded(WorkflowStatus.FAILED)
                .thenBlocked("b", "a");
    }

    @Test
    void whatHasEndedIsNotTakenUp() {
        Stage stage = given(Graph.of("a")).started().whenCompletes("a").whenRetriedByHand();
        assertThat(stage.last.accepted()).isCompletedExceptionally();
        assertThat(stage.loop.roster().find(stage.execution())).isNull();
    }

    @Test
    void aClockThatWasSetBackMakesNoWaitLongerThanItWas() {
        assertThat(Obligations.remaining(1_000, 5_000L, 2_000)).isEqualTo(3_000);
        assertThat(Obligations.remaining(1_000, 5_000L, -900_000)).isEqualTo(4_000);
        assertThat(Obligations.remaining(1_000, 5_000L, 9_000)).isEqualTo(-4_000);
    }

    /** Nothing of it was recorded, so that three closes in a row were three crashes, which end a step. */
    @Test
    void anAttemptThatOutlastsThePatienceOfAShutdownIsLeftBehindAndIsNoCrash() {
        Stage stage = given(Graph.of("a", "b: a")).started();
        for (int closes = 0; closes < 4; closes++) {
            stage.tell(on -> on.suspend("shutdown", Duration.ofSeconds(15).toNanos()));
            stage.step();
            assertThat(stage.after(Duration.ofSeconds(16)).loop.stopped()).isTrue();
            stage.thenEnded(WorkflowStatus.PAUSED)
                    .whenTheProcessDiesAndAnotherTakesOver()
                    .thenRunning("a");
        }
        assertThat(stage.workers.abandoned).hasSize(4);
        assertThat(stage.events())
                .filteredOn(event -> event instanceof Event.AttemptEnded e && e.outcome() == Outcome.SHUT_DOWN)
                .hasSize(4);
        stage.whenCompletes("a").thenRunning("b");
    }

    /** What its thread holds is given back at its end, as nobody knows earlier what it still uses. */
    @Test
    void whatIsLeftBehindAtAShutdownHoldsItsResourcesUntilItEnds() {
        Stage stage =
                given(Graph.of("a").needs("a", "gpu", 1)).resource("gpu", 1).started();
        Attempt stubborn = stage.workers.look("a");
        stage.tell(on -> on.suspend("shutdown", 0));
        stage.step().after(Duration.ofSeconds(1)).thenEnded(WorkflowStatus.PAUSED);
        ResourceId gpu = new ResourceId("gpu");
        assertThat(stage.resources.usage(gpu).available()).isZero();
        stage.report(stubborn, Outcome.COMPLETED, null);
        assertThat(stage.resources.usage(gpu).available()).isEqualTo(1);
    }

    /** The journal's failure is met at each commit of the scenario in turn. */
    @Test
    void whereverTheJournalFailsNothingOfThatStepIsCarriedOut() {
        int commit = 1;
        while (failsAt(commit)) {
            commit++;
        }
        assertThat(commit).isEqualTo(6);
    }

    /** Another process owns the store, or nobody can reach it, and no step came to find that out. */
    @Test
    void whenTheStoreIsLostWhatRunsIsEndedAndNothingMoreIsBegun() {
        Stage stage = given(Graph.of("a", "b: a")).started();
        int recorded = stage.events().size();
        stage.tell(on -> on.fail(new OrchestrationException(ErrorCode.STORE_FENCED, "somebody else has it")));
        stage.step();
        assertThat(stage.workers.askedToEnd).containsExactly("SHUTDOWN a");
        refusedWith(ErrorCode.STORE_FENCED, stage.last.end());
        stage.step().thenRunning();
        assertThat(stage.events()).hasSize(recorded);
        stage.started();
        refusedWith(ErrorCode.STORE_FENCED, stage.last.accepted());
    }

    private static boolean failsAt(int commit) {
        Stage stage = given(Graph.diamond()).failsFromCommit(commit).started();
        while (!stage.workers.running().isEmpty()) {
            stage.whenCompletes(stage.workers.running().get(0));
        }
        assertThat(stage.workers.started).hasSize((int) stage.recordedStarts());
        if (!stage.last.end().isCompletedExceptionally()) {
            return false;
        }
        refusedWith(ErrorCode.STORE_UNAVAILABLE, stage.last.end());
        stage.started();
        refusedWith(ErrorCode.STORE_UNAVAILABLE, stage.last.accepted());
        stage.tell(on -> on.suspend("shutdown", 1));
        assertThat(stage.step().loop.stopped()).isTrue();
        return true;
    }

    private static void refusedWith(ErrorCode code, java.util.concurrent.CompletableFuture<?> future) {
        assertThat(future.handle((value, thrown) -> ((OrchestrationException) thrown).code())
                        .join())
                .isEqualTo(code);
    }

    /** It was remembered, and when the step ran at last its work was thrown away. */
    @Test
    void aCancelOfWhatIsBlockedForGoodIsNotKeptForTheDayWhenItRuns() {
        Stage stage = given(Graph.of("a", "b: a", "c")).started().whenFails("a");
        stage.tell(on ->
                on.signal(stage.execution(), at -> new Signal.CancelAsked(at, CancelScope.STEP, 1, "test", "no more")));
        stage.step().thenBlocked("b", "a").whenCompletes("c").thenEnded(WorkflowStatus.FAILED);
        stage.whenRetriedByHand().whenCompletes("a#2").whenCompletes("b").thenEnded(WorkflowStatus.COMPLETED);
    }
}
