package dev.orchestration.tasks.orchestrator;

import static dev.orchestration.tasks.orchestrator.Stage.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Failure;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Times;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.EventCodec;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.Ask;
import dev.orchestration.tasks.decide.PauseAsks;
import dev.orchestration.tasks.decide.Signal;
import dev.orchestration.tasks.decide.TaskResults;
import dev.orchestration.tasks.decide.WaitAsks;
import dev.orchestration.tasks.decide.WaitSpec;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Steps that wait for a signal, for a person, or for a time of the wall clock. */
class WaitForPeopleTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static Graph gate(String... lines) {
        return Graph.of(lines).waits("gate", WaitSpec.signal("go", null));
    }

    private static Graph approval(Duration atMost, String... lines) {
        return Graph.of(lines).waits("gate", WaitSpec.approval("Ship it?", null, atMost));
    }

    private static Ask go(Object payload) {
        return WaitAsks.signal("go", payload, "ada");
    }

    private static Ask answer(Stage stage, boolean approved, Object data, String comment) {
        var wait = stage.last.state().openWait(stage.last.state().plan().newest("gate"));
        var checked = wait == null ? null : wait.activation();
        return WaitAsks.answer("gate", checked, new WaitAsks.Answer(approved, data, comment, "ada"));
    }

    private static TaskResult result(Stage stage, String step) {
        return TaskResults.of(stage.state()).get(step);
    }

    @Test
    void oneWorkerDoesEverythingElseWhileAStepWaits() {
        Stage stage = given(gate("gate", "a", "b: a", "c: gate b"), 1).started();
        stage.then("gate", TaskStatus.WAITING)
                .thenRunning("a")
                .whenCompletes("a")
                .whenCompletes("b");
        stage.thenRunning().asked(go(7L)).thenRunning("c").whenCompletes("c").thenEnded(WorkflowStatus.COMPLETED);
        assertThat(result(stage, "gate").result()).isEqualTo(7L);
        assertThat(stage.recordedStarts()).isEqualTo(3);
    }

    @Test
    void nothingWakesAStepThatHasItsAnswer() {
        Graph graph = Graph.of("gate", "a").waits("gate", WaitSpec.signal("go", Duration.ofDays(14)));
        Stage stage = given(graph).started();
        assertThat(stage.loop.timers().size()).isEqualTo(1);
        stage.asked(go(7L)).then("gate", TaskStatus.COMPLETED);
        assertThat(stage.loop.timers().size()).isZero();
    }

    /** Each answer looked at all items before, so this did not end. */
    @Test
    void aHundredThousandThatWaitAreAnsweredOneByOne() {
        int count = 100_000;
        Graph graph = Graph.of("gate", "ok")
                .waits("gate", WaitSpec.signal("go", null))
                .waits("ok", WaitSpec.approval("Ship it?", null, null))
                .map("gate", count)
                .map("ok", count);
        Stage stage = given(graph).started();
        for (int item = count - 1; item >= 0; item--) {
            String step = "ok[" + item + "]";
            var wait = WaitAsks.requireApproval(stage.last.state(), step);
            var yes = new WaitAsks.Answer(true, null, null, "ada");
            stage.asked(WaitAsks.answer(step, wait.activation(), yes)).asked(go(null));
        }
        stage.thenEnded(WorkflowStatus.COMPLETED);
    }

    @Test
    void whoWasCancelledIsNotGivenASignal() {
        Graph graph = Graph.of("gate", "other")
                .waits("gate", WaitSpec.signal("go", null))
                .waits("other", WaitSpec.signal("go", null));
        Stage stage = given(graph).started().whenCancelled(CancelScope.STEP, 0).asked(go(7L));
        stage.then("gate", TaskStatus.CANCELLED).then("other", TaskStatus.COMPLETED);
    }

    @Test
    void aSignalThatComesBeforeTheWaitIsKeptAlsoWhenAnotherProcessTakesOver() {
        Stage stage = given(gate("a", "gate: a")).started().asked(go("early"));
        stage.then("gate", TaskStatus.BLOCKED).whenTheProcessDiesAndAnotherTakesOver();
        stage.whenCompletes("a").then("gate", TaskStatus.COMPLETED).thenEnded(WorkflowStatus.COMPLETED);
        assertThat(result(stage, "gate").result()).isEqualTo("early");
    }

    @Test
    void oneSignalEndsOneWaitTheOldestFirst() {
        Graph graph = gate("a", "gate", "late: a").waits("late", WaitSpec.signal("go", null));
        Stage stage = given(graph).started().after(SECOND).whenCompletes("a").asked(go(1L));
        stage.then("gate", TaskStatus.COMPLETED)
                .then("late", TaskStatus.WAITING)
                .asked(go(2L));
        assertThat(result(stage, "late").result()).isEqualTo(2L);
        stage.thenEnded(WorkflowStatus.COMPLETED);
    }

    @Test
    void keptSignalsAreTakenInTheOrderInWhichTheyCame() {
        Graph graph = gate("a", "gate: a", "later: gate").waits("later", WaitSpec.signal("go", null));
        Stage stage = given(graph).started().asked(go(1L)).asked(go(2L)).whenCompletes("a");
        assertThat(result(stage, "gate").result()).isEqualTo(1L);
        assertThat(result(stage, "later").result()).isEqualTo(2L);
        stage.thenEnded(WorkflowStatus.COMPLETED);
    }

    @Test
    void aSignalOfAnotherNameEndsNoWait() {
        Stage stage = given(gate("gate")).started().asked(WaitAsks.signal("went", null, "ada"));
        stage.then("gate", TaskStatus.WAITING).thenEnded(WorkflowStatus.RUNNING);
    }

    @Test
    void aWaitForASignalExpires() {
        Graph graph = Graph.of("gate", "b: gate").waits("gate", WaitSpec.signal("go", SECOND));
        Stage stage = given(graph).started().after(SECOND).then("gate", TaskStatus.FAILED);
        Failure error = result(stage, "gate").error();
        assertThat(error.kind()).isEqualTo(ErrorKind.TIMEOUT);
        assertThat(error.message()).isEqualTo("no signal 'go' came within its timeout (1000 ms)");
        stage.thenBlocked("b", "gate").thenEnded(WorkflowStatus.FAILED);
    }

    @Test
    void theShorterOfTwoTimeoutsCounts() {
        Graph graph = Graph.of("gate").timeout("gate", SECOND);
        Stage stage = given(graph.waits("gate", WaitSpec.signal("go", SECOND.multipliedBy(2))))
                .started();
        stage.after(SECOND).then("gate", TaskStatus.FAILED);
    }

    @Test
    void whatIsLeftOfATimeoutIsLeftAfterARestart() {
        Stage stage = given(approval(SECOND.multipliedBy(10), "gate")).started().after(SECOND.multipliedBy(6));
        stage.whenTheProcessDiesAndAnotherTakesOver()
                .after(SECOND.multipliedBy(3))
                .then("gate", TaskStatus.WAITING);
        stage.after(SECOND).then("gate", TaskStatus.FAILED);
        assertThat(result(stage, "gate").error().message()).isEqualTo("nobody approved within its deadline (10000 ms)");
    }

    @Test
    void ofTheTimeoutOfTheStepItIsSaidThatItWasThat() {
        Graph graph = Graph.of("gate").timeout("gate", SECOND);
        Stage stage = given(graph.waits("gate", WaitSpec.approval("Go?", Map.of(), SECOND.multipliedBy(2))))
                .started();
        stage.after(SECOND).then("gate", TaskStatus.FAILED);
        assertThat(result(stage, "gate").error().message()).isEqualTo("nobody approved within its timeout (1000 ms)");
    }

    @Test
    void whoApprovesIsNamedInTheOutput() {
        Stage stage = given(approval(null, "gate", "b: gate")).started();
        stage.whenTheProcessDiesAndAnotherTakesOver().then("gate", TaskStatus.WAITING);
        stage.asked(answer(stage, true, Map.of("amount", 3L), "looks good")).thenRunning("b");
        assertThat(result(stage, "gate").result())
                .isEqualTo(Map.of(
                        "approved",
                        true,
                        "by",
                        "ada",
                        "at",
                        Times.iso(Stage.START),
                        "comment",
                        "looks good",
                        "form",
                        Map.of("amount", 3L)));
    }

    @Test
    void aRejectionFailsTheStepAndNamesWhoAndWhy() {
        Stage stage =
                given(approval(null, "gate", "b: gate").retries("gate", 3)).started();
        stage.asked(answer(stage, false, null, "not on a Friday")).then("gate", TaskStatus.FAILED);
        Failure error = result(stage, "gate").error();
        assertThat(error.kind()).isEqualTo(ErrorKind.USER);
        assertThat(error.message()).isEqualTo("rejected by ada: not on a Friday");
        stage.thenBlocked("b", "gate").thenEnded(WorkflowStatus.FAILED);
        stage.whenRetriedByHand()
                .then("gate", TaskStatus.WAITING)
                .asked(answer(stage, true, null, null))
                .thenRunning("b");
    }

    @Test
    void anAnswerToAnEarlierQuestionIsRefused() {
        Stage stage = given(approval(null, "gate")).started();
        Ask old = answer(stage, true, null, null);
        stage.asked(answer(stage, false, null, null)).whenRetriedByHand();
        refused(stage, old, "has begun step 'gate' anew meanwhile");
    }

    @Test
    void whatWaitsIsCancelledLikeAllElse() {
        Stage stage = given(gate("gate", "b: gate")).started().whenCancelled(CancelScope.STEP, 0);
        stage.then("gate", TaskStatus.CANCELLED);
        assertThat(stage.state().openWait(0)).isNull();
    }

    @Test
    void oneByOneNobodyStartsWhileAStepWaits() {
        Stage stage = given(gate("gate", "a").mode(OrchestrationMode.SEQUENTIAL))
                .started()
                .thenRunning();
        stage.asked(go(null)).thenRunning("a");
    }

    @Test
    void whatIsAnsweredWhileItIsPausedGoesOnWhenItIsContinued() {
        Stage stage = given(gate("gate", "a", "b: gate")).started().asked(PauseAsks.pause("paused by ada"));
        stage.asked(go(null)).then("gate", TaskStatus.COMPLETED).thenRunning("a");
        stage.asked(PauseAsks.goOn("ada")).thenRunning("a", "b");
    }

    @Test
    void aTimeOfTheWallClockIsWaitedForAlsoWhenTheClockIsSet() {
        long noon = Stage.START + 3_600_000_000L;
        Stage stage =
                given(Graph.of("gate").waits("gate", WaitSpec.until(noon))).started();
        stage.after(Duration.ofMinutes(59)).then("gate", TaskStatus.WAITING);
        stage.whenTheProcessDiesAndAnotherTakesOver().then("gate", TaskStatus.WAITING);
        stage.after(Duration.ofSeconds(60)).then("gate", TaskStatus.COMPLETED).thenEnded(WorkflowStatus.COMPLETED);
    }

    @Test
    void aTimeThatIsPastIsOverAtOnce() {
        Stage stage = given(Graph.of("gate").waits("gate", WaitSpec.until(Stage.START - 1)))
                .started();
        stage.step().then("gate", TaskStatus.COMPLETED).thenEnded(WorkflowStatus.COMPLETED);
    }

    @Test
    void aTimeBeyondItsTimeoutExpires() {
        Graph graph = Graph.of("gate").timeout("gate", SECOND).waits("gate", WaitSpec.until(Stage.START + 9_000_000));
        given(graph).started().after(SECOND).then("gate", TaskStatus.FAILED);
    }

    @Test
    void whatMakesNoSenseIsRefusedWithTheRemedy() {
        Graph graph = approval(null, "gate", "done", "nap", "later: nap").sleeps("nap", SECOND);
        Stage stage = given(graph).started().whenCompletes("done");
        var yes = new WaitAsks.Answer(true, null, null, "ada");
        assertThatThrownBy(() -> stage.asked(WaitAsks.answer("gaet", null, yes)))
                .hasMessageContaining("has no step 'gaet'")
                .hasMessageContaining("gate")
                .extracting(e -> ((OrchestrationException) e).code())
                .isEqualTo(ErrorCode.UNKNOWN_TASK);
        refused(stage, WaitAsks.answer("done", null, yes), "'done', which is completed already");
        refused(stage, WaitAsks.answer("later", null, yes), "'later', which is blocked");
        refused(stage, WaitAsks.answer("nap", null, yes), "'nap', which waits until 2023-");
        refused(
                stage,
                WaitAsks.decide("gate", dev.orchestration.tasks.Decision.SKIP, "ada"),
                "`orchestrate approve x1 gate`");
        refused(stage.whenCancelled(), go(1L), "is cancelled already");
    }

    private static void refused(Stage stage, Ask ask, String why) {
        assertThatThrownBy(() -> stage.asked(ask))
                .isInstanceOf(OrchestrationException.class)
                .hasMessageContaining(why)
                .extracting(e -> ((OrchestrationException) e).code())
                .isEqualTo(ErrorCode.WRONG_STATE);
    }

    @Test
    void soManySignalsAreKeptAndNoMore() {
        Stage stage = given(gate("a", "gate: a")).started();
        for (int i = 0; i < WaitAsks.MOST_KEPT; i++) {
            Signal one = go((long) i).signal(stage.last.state(), 0);
            stage.tell(on -> stage.last.decide(one));
        }
        stage.step();
        assertThatThrownBy(() -> stage.asked(go(null))).hasMessageContaining("keeps 1000 signals");
        stage.whenCompletes("a").thenEnded(WorkflowStatus.COMPLETED);
    }

    @Test
    void whatIsRecordedOfWaitsIsReadAsItWasWritten() {
        Stage stage = given(approval(SECOND, "gate", "a")).started().asked(go(Map.of("a", 1L)));
        stage.asked(answer(stage, true, null, null)).whenCompletes("a");
        assertThat(stage.events()).anyMatch(Event.SignalReceived.class::isInstance);
        assertThat(EventCodec.decode(EventCodec.encode(stage.events()))).isEqualTo(stage.events());
    }
}
