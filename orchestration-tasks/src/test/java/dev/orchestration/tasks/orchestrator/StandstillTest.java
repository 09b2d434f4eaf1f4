package dev.orchestration.tasks.orchestrator;

import static dev.orchestration.tasks.orchestrator.Stage.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.StreamEnd;
import dev.orchestration.tasks.TaskStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StandstillTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private Stage stage = given(Graph.of("a", "b: a"));
    private Whim disk = new Whim(stage.store);

    private Stage on(Graph graph) {
        stage = given(graph);
        disk = new Whim(stage.store);
        return stage.recordingIn(disk);
    }

    private static ErrorCode codeOf(CompletableFuture<?> refused) {
        try {
            refused.join();
            throw new AssertionError("it was not refused");
        } catch (CompletionException e) {
            return ((OrchestrationException) e.getCause()).code();
        }
    }

    private CompletableFuture<Boolean> asked() {
        Request<Boolean> request = new Request<>(on -> true);
        stage.loop.reception().ask(request);
        return request.answer();
    }

    @ParameterizedTest
    @EnumSource(names = {"STORE_FULL", "STORE_BUSY", "STORE_UNREACHABLE"})
    void nothingOfAStepIsCarriedOutUntilItIsRecordedAndThenAllOfItOnce(ErrorCode code) {
        on(Graph.of("a", "b: a")).started();
        int before = stage.events().size();
        disk.refuses(code);
        stage.whenCompletes("a").thenRunning();
        assertThat(stage.events()).hasSize(before);
        assertThat(stage.loop.trouble())
                .hasValueSatisfying(e -> assertThat(e.code()).isEqualTo(code));

        disk.recordsAgain();
        stage.step().thenRunning(); // not before it is time to try again
        stage.after(SECOND).thenRunning("b").whenCompletes("b").thenEnded(WorkflowStatus.COMPLETED);
        assertThat(stage.loop.trouble()).isEmpty();
        assertThat(stage.recordedStarts()).isEqualTo(2);
    }

    @Test
    void itIsTriedAgainEverySecond() {
        on(Graph.of("a", "b: a")).started();
        disk.refuses(ErrorCode.STORE_FULL);
        stage.whenCompletes("a");
        for (int tries = 1; tries <= 20; tries++) {
            assertThat(disk.refused).isEqualTo(tries);
            assertThat(stage.loop.nextTimer()).hasValue(stage.clock.nanos() + SECOND.toNanos());
            stage.after(SECOND.dividedBy(2)).after(SECOND.dividedBy(2));
        }
    }

    @Test
    void aNewExecutionOnAFullDiskIsRefusedAndNeverWas() {
        on(Graph.of("a"));
        disk.refuses(ErrorCode.STORE_FULL);
        stage.started();
        assertThat(codeOf(stage.last.accepted())).isEqualTo(ErrorCode.STORE_FULL);
        assertThat(codeOf(stage.last.end())).isEqualTo(ErrorCode.STORE_FULL);
        assertThat(stage.loop.roster().all()).isEmpty();
        assertThat(stage.loop.attempts().busy()).isZero();

        disk.recordsAgain();
        stage.started().thenRunning("a").whenCompletes("a").thenEnded(WorkflowStatus.COMPLETED);
    }

    @Test
    void aNewExecutionIsTakenOutOfAStepThatIsKeptForOthers() {
        on(Graph.of("a", "b: a")).started();
        Hosted first = stage.last;
        disk.refuses(ErrorCode.STORE_FULL);
        stage.report(stage.workers.take("a"), dev.orchestration.state.event.Outcome.COMPLETED, null);
        stage.started();
        assertThat(codeOf(stage.last.accepted())).isEqualTo(ErrorCode.STORE_FULL);
        disk.recordsAgain();
        stage.after(SECOND).thenRunning("b").whenCompletes("b");
        assertThat(stage.state(first.id()).lifecycle().status()).isEqualTo(WorkflowStatus.COMPLETED);
        assertThat(stage.store.execution(stage.last.id())).isEmpty();
    }

    /** It may be recorded, so nobody may say that it is not. */
    @Test
    void aNewExecutionOfUnknownOutcomeIsNotRefused() {
        on(Graph.of("a"));
        disk.isCutOffAfterTheNext();
        stage.started();
        assertThat(stage.last.accepted()).isNotDone();
        disk.recordsAgain();
        stage.after(SECOND).thenRunning("a").whenCompletes("a").thenEnded(WorkflowStatus.COMPLETED);
        assertThat(stage.last.accepted()).isCompleted();
        assertThat(stage.recordedStarts()).isEqualTo(1);
    }

    @Test
    void whatWasRecordedAlthoughNobodyHeardOfItIsNotRecordedTwice() {
        on(Graph.of("a", "b: a")).started();
        disk.isCutOffAfterTheNext();
        stage.whenCompletes("a").thenRunning();
        int recorded = stage.events().size();
        stage.after(SECOND).thenRunning();
        disk.recordsAgain();
        stage.after(SECOND).thenRunning("b");
        assertThat(stage.events()).hasSize(recorded);
        stage.whenCompletes("b").thenEnded(WorkflowStatus.COMPLETED);
    }

    @Test
    void whatHappensMeanwhileIsTakenInAfterwards() {
        on(Graph.of("a", "b", "c: a b")).started();
        disk.refuses(ErrorCode.STORE_FULL);
        stage.whenCompletes("a").whenCompletes("b").thenRunning();
        disk.recordsAgain();
        stage.after(SECOND).thenRunning("c");
    }

    @Test
    void whatBecomesDueMeanwhileIsDueAfterwards() {
        on(Graph.of("a").within(Duration.ofSeconds(10))).startedToo(Graph.of("x", "y: x"));
        disk.refuses(ErrorCode.STORE_FULL);
        stage.whenCompletes("x").after(Duration.ofSeconds(30));
        assertThat(stage.workers.askedToEnd).isEmpty();
        disk.recordsAgain();
        stage.after(SECOND).step();
        stage.thenRunning("y");
    }

    @Test
    void whoAsksForSomethingMeanwhileIsRefusedAtOnce() {
        on(Graph.of("a", "b: a")).started();
        disk.refuses(ErrorCode.STORE_FULL);
        stage.whenCompletes("a");
        CompletableFuture<Boolean> answer = asked();
        stage.step();
        assertThat(codeOf(answer)).isEqualTo(ErrorCode.STORE_FULL);
        assertThat(disk.refused).isEqualTo(1);
    }

    @Test
    void whoAskedForSomethingInThatStepWaitsForFiveSecondsAndIsToldThatItHappensLater() {
        on(Graph.of("a", "b: a")).started();
        disk.refuses(ErrorCode.STORE_FULL);
        Request<Boolean> request = new Request<>(on -> {
            on.signal(
                    stage.execution(),
                    at -> new dev.orchestration.tasks.decide.Signal.CancelAsked(at, CancelScope.STEP, 1, "test", "no"));
            return true;
        });
        stage.loop.reception().ask(request);
        stage.step().after(SECOND).after(SECOND).after(SECOND).after(SECOND);
        assertThat(request.answer()).isNotDone();
        stage.after(SECOND);
        assertThatThrownBy(request.answer()::join)
                .hasCauseInstanceOf(OrchestrationException.class)
                .hasMessageContaining("what you asked for is kept");
        disk.recordsAgain();
        stage.after(SECOND).then("b", TaskStatus.CANCELLED);
    }

    @Test
    void whoeverWaitedHearsTheAnswerWhenItIsRecordedInTime() {
        on(Graph.of("a", "b: a")).started();
        disk.refuses(ErrorCode.STORE_BUSY);
        stage.report(stage.workers.take("a"), dev.orchestration.state.event.Outcome.COMPLETED, null);
        CompletableFuture<Boolean> answer = asked();
        stage.step();
        assertThat(answer).isNotDone();
        disk.recordsAgain();
        stage.after(SECOND);
        assertThat(answer).isCompletedWithValue(true);
    }

    @Test
    void anEngineThatIsClosedMeanwhileStopsAndTheNextOneDecidesAnew() {
        on(Graph.of("a", "b: a")).started();
        disk.refuses(ErrorCode.STORE_FULL);
        stage.whenCompletes("a");
        stage.loop.reception().post(Message.urgent(on -> on.suspend("shutdown", SECOND.toNanos())));
        stage.step();
        assertThat(stage.loop.stopped()).isTrue();
        assertThat(codeOf(stage.last.end())).isEqualTo(ErrorCode.STORE_FULL);
        disk.recordsAgain();
        stage.whenTheProcessDiesAndAnotherTakesOver()
                .thenRunning("a")
                .whenCompletes("a")
                .whenCompletes("b")
                .thenEnded(WorkflowStatus.COMPLETED);
    }

    @Test
    void aStoreThatIsLostMeanwhileIsGivenUp() {
        on(Graph.of("a", "b: a")).started();
        disk.refuses(ErrorCode.STORE_UNREACHABLE);
        stage.whenCompletes("a");
        disk.refuses(ErrorCode.STORE_FENCED);
        stage.after(SECOND);
        assertThat(codeOf(stage.last.end())).isEqualTo(ErrorCode.STORE_FENCED);
        assertThat(stage.loop.trouble())
                .as("it never goes on, and says so")
                .get()
                .returns(ErrorCode.STORE_FENCED, OrchestrationException::code);
    }

    @Test
    void whoTakesAnExecutionUpOnAFullDiskIsToldAfterFiveSecondsThatItGoesOnLater() {
        on(Graph.of("a")).started().whenFails("a").thenEnded(WorkflowStatus.FAILED);
        disk.refuses(ErrorCode.STORE_FULL);
        stage.whenRetriedByHand();
        Hosted again = stage.last;
        stage.after(SECOND).after(SECOND).after(SECOND).after(SECOND);
        assertThat(again.accepted()).isNotDone();
        stage.after(SECOND);
        assertThat(codeOf(again.accepted())).isEqualTo(ErrorCode.STORE_FULL);

        disk.recordsAgain();
        stage.after(SECOND).thenRunning("a#2").whenCompletes("a#2").thenEnded(WorkflowStatus.COMPLETED);
    }

    /** Whoever left the command looks into the store, finds no answer there yet, and asks once more. */
    @Test
    void aCommandWhoseAnswerIsHeldIsNotCarriedOutASecondTime() {
        on(Graph.of("a", "b: a")).started();
        disk.refuses(ErrorCode.STORE_FULL);
        CompletableFuture<Boolean> first = commanded();
        stage.step().after(SECOND).after(SECOND).after(SECOND).after(SECOND).after(SECOND);
        assertThat(codeOf(first)).isEqualTo(ErrorCode.STORE_FULL);

        disk.recordsAgain();
        stage.after(SECOND);
        CompletableFuture<Boolean> second = commanded();
        stage.step();
        assertThatThrownBy(second::join).hasCauseInstanceOf(AnsweredException.class);
        assertThat(answers()).isEqualTo(1);
    }

    private CompletableFuture<Boolean> commanded() {
        Receipt receipt = new Receipt("c1", "cancel", "ada");
        Request<Boolean> request = new Request<>(on -> {
            on.roster().requireUnanswered(receipt);
            on.roster()
                    .note(
                            receipt.done(on.now(), stage.execution()),
                            stage.store.archive().end(StreamEnd.ENGINE));
            return true;
        });
        stage.loop.reception().ask(request);
        return request.answer();
    }

    /** It never was, so the command may begin another. */
    @Test
    void aCommandWhoseExecutionNeverWasIsNotAnswered() {
        on(Graph.of("a"));
        disk.refuses(ErrorCode.STORE_FULL);
        Receipt receipt = new Receipt("c1", "run", "ada");
        stage.startedAt(receipt);
        assertThat(codeOf(stage.last.accepted())).isEqualTo(ErrorCode.STORE_FULL);
        disk.recordsAgain();
        stage.startedAt(receipt).thenRunning("a");
        assertThat(answers()).isEqualTo(1);
    }

    private int answers() {
        List<Event> told = new ArrayList<>();
        stage.store.archive().replay(StreamEnd.ENGINE, commit -> told.addAll(commit.events()));
        return (int)
                told.stream().filter(Event.CommandReceived.class::isInstance).count();
    }
}
