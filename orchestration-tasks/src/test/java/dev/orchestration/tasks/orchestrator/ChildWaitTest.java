package dev.orchestration.tasks.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Failure;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.EventCodec;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.tasks.OnInterrupt;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.action.ActionKind;
import dev.orchestration.tasks.decide.PauseAsks;
import dev.orchestration.tasks.decide.Signal;
import dev.orchestration.tasks.decide.TaskResults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Steps that wait for an execution of their own, with somebody who only writes down what is asked of him. */
class ChildWaitTest {
    private static final Failure BROKEN = new Failure("WorkflowFailed", "it broke", ErrorKind.EXTERNAL);

    private final List<String> asked = new ArrayList<>();

    private final Children written = new Children() {
        @Override
        public void begin(ChildOrder order, Supplier<Map<String, Object>> parameters) {
            asked.add("begin " + order.key().replaceAll(".* (\\S+ \\S+)$", "$1"));
        }

        @Override
        public void cancel(ChildOrder order, String by, String reason) {
            asked.add("cancel " + order.step().step());
        }

        @Override
        public void pause(ChildOrder order, String reason) {
            asked.add("pause " + order.step().step());
        }
    };

    private Stage given(Graph graph) {
        return given(graph, 1);
    }

    private Stage given(Graph graph, int slots) {
        Stage stage = Stage.given(graph.kind("sub", ActionKind.CHILD), slots);
        return attended(stage);
    }

    private Stage attended(Stage stage) {
        stage.tell(on -> on.roster().offspring().carriedOutBy(written, Runnable::run));
        return stage;
    }

    private static String key(Stage stage) {
        return stage.events().stream()
                .filter(Event.WaitOpened.class::isInstance)
                .map(event -> ((Event.WaitOpened) event).name())
                .reduce("", (before, last) -> last);
    }

    private static Stage ends(Stage stage, String key, Failure failure) {
        int node = stage.last.state().plan().newest("sub");
        var activation = stage.last.state().activation(node);
        stage.tell(on ->
                on.signal(stage.execution(), at -> new Signal.ChildEnded(at, activation, key, "child7", failure)));
        return stage.step();
    }

    private static Stage ends(Stage stage, Failure failure) {
        return ends(stage, key(stage), failure);
    }

    private static Event.AttemptEnded end(Stage stage) {
        return stage.events().stream()
                .filter(Event.AttemptEnded.class::isInstance)
                .map(Event.AttemptEnded.class::cast)
                .reduce((before, last) -> last)
                .orElseThrow();
    }

    @Test
    void theOnlyWorkerDoesOtherThingsMeanwhileAndThenTakesInWhatCame() {
        Stage stage = given(Graph.of("sub", "a", "b: sub a")).started().thenRunning("a");
        assertThat(asked).containsExactly("begin 0 1");
        stage.whenCompletes("a").then("sub", TaskStatus.WAITING);
        ends(stage.after(Duration.ofSeconds(5)), null)
                .thenRunning("sub")
                .whenCompletes("sub")
                .thenRunning("b");
        assertThat(TaskResults.of(stage.state()).get("sub").duration())
                .as("it lasted as long as the other")
                .isEqualTo(5_000_000);
        stage.whenCompletes("b").thenEnded(WorkflowStatus.COMPLETED);
    }

    @Test
    void aFailureNeedsNoWorkerAndARetryIsAnotherExecution() {
        Stage stage = given(Graph.of("sub", "b: sub").retries("sub", 1)).started();
        String first = key(stage);
        ends(stage, BROKEN).thenRunning().then("sub", TaskStatus.WAITING).after(Duration.ofSeconds(2));
        assertThat(asked).containsExactly("begin 0 1", "begin 0 2");
        ends(stage, first, null).then("sub", TaskStatus.WAITING);
        ends(stage, BROKEN)
                .then("sub", TaskStatus.FAILED)
                .thenBlocked("b", "sub")
                .thenEnded(WorkflowStatus.FAILED);
        assertThat(end(stage).error()).isEqualTo(BROKEN);
    }

    @Test
    void aCancelledStepEndsAfterWhatItWaitsFor() {
        Stage stage = given(Graph.of("sub", "a", "b: sub")).started().whenCancelled();
        stage.whenFails("a").then("sub", TaskStatus.WAITING).thenEnded(WorkflowStatus.RUNNING);
        assertThat(asked).containsExactly("begin 0 1", "cancel sub");
        ends(stage, BROKEN).then("sub", TaskStatus.CANCELLED).thenEnded(WorkflowStatus.CANCELLED);
    }

    @Test
    void soDoesOneThatIsCancelledAloneAndItMayHaveCompletedMeanwhile() {
        Stage stage = given(Graph.of("sub", "b: sub")).started().whenCancelled(CancelScope.STEP, 0);
        assertThat(asked).containsExactly("begin 0 1", "cancel sub");
        ends(stage, null).then("sub", TaskStatus.CANCELLED).thenEnded(WorkflowStatus.FAILED);
    }

    @Test
    void whatIsPausedAndCancelledGoesOnUntilThatHasEnded() {
        Stage stage = given(Graph.of("sub", "a")).started().asked(PauseAsks.pause("lunch"));
        assertThat(asked).containsExactly("begin 0 1", "pause sub");
        stage.whenCancelled().whenFails("a").thenEnded(WorkflowStatus.RUNNING);
        ends(stage, BROKEN).thenEnded(WorkflowStatus.CANCELLED);
    }

    @Test
    void whatGoesOnAfterAPauseLooksForItAgain() {
        Stage stage = given(Graph.of("sub", "a")).started().asked(PauseAsks.pause("lunch"));
        stage.asked(PauseAsks.goOn("ada"));
        assertThat(asked).containsExactly("begin 0 1", "pause sub", "begin 0 1");
    }

    @Test
    void aTimeoutEndsItAndTheStepFailsAfterThat() {
        Stage stage =
                given(Graph.of("sub").timeout("sub", Duration.ofSeconds(3))).started();
        stage.after(Duration.ofSeconds(3)).then("sub", TaskStatus.WAITING).after(Duration.ofHours(1));
        assertThat(asked).containsExactly("begin 0 1", "cancel sub");
        ends(stage, null).then("sub", TaskStatus.FAILED);
        assertThat(end(stage).outcome()).isEqualTo(Outcome.TIMED_OUT);
        assertThat(end(stage).error().message()).contains("did not end within", "3000 ms");
    }

    @Test
    void aTimeoutIsTriedAgainLikeAnyFailure() {
        Graph graph = Graph.of("sub").retries("sub", 1).timeout("sub", Duration.ofSeconds(3));
        Stage stage = given(graph).started().after(Duration.ofSeconds(3));
        ends(stage, null).after(Duration.ofSeconds(2));
        assertThat(asked).containsExactly("begin 0 1", "cancel sub", "begin 0 2");
    }

    @Test
    void whoeverTakesOverLooksForItAgain() {
        Stage stage = given(Graph.of("sub", "b: sub")).started();
        stage.whenTheProcessDiesAndAnotherTakesOver().then("sub", TaskStatus.WAITING);
        ends(stage, null).thenRunning("sub");
    }

    @Test
    void whoeverTakesOverWhatIsBeingCancelledEndsIt() {
        Stage stage = given(Graph.of("sub", "b: sub")).started().whenCancelled();
        stage.workers.forget();
        asked.clear();
        stage.recordingIn(stage.store);
        attended(stage).whenFoundHere(at -> new Signal.Recovered(at, "test"));
        assertThat(asked).containsExactly("cancel sub");
        ends(stage, BROKEN).thenEnded(WorkflowStatus.CANCELLED);
    }

    @Test
    void toTakeInWhatCameIsDoneOnceMoreWhateverOnInterruptSays() {
        Graph graph = Graph.of("sub").onInterrupt("sub", OnInterrupt.FAIL);
        Stage stage = ends(given(graph).started(), null).thenRunning("sub");
        stage.whenTheProcessDiesAndAnotherTakesOver().thenRunning("sub").whenCompletes("sub");
        stage.thenEnded(WorkflowStatus.COMPLETED);
    }

    @Test
    void aStopAfterAFailureLetsItGoOnToItsEnd() {
        Stage stage =
                given(Graph.of("sub", "a", "b: sub").stopOnFailure()).started().whenFails("a");
        assertThat(asked).containsExactly("begin 0 1");
        ends(stage, null).whenCompletes("sub");
        stage.then("sub", TaskStatus.COMPLETED).then("b", TaskStatus.CANCELLED).thenEnded(WorkflowStatus.FAILED);
    }

    @Test
    void inASequentialExecutionItKeepsItsTurn() {
        Stage stage = given(Graph.of("sub", "a").mode(OrchestrationMode.SEQUENTIAL), 4)
                .started()
                .thenRunning();
        ends(stage, null).thenRunning("sub").whenCompletes("sub").thenRunning("a");
    }

    @Test
    void aRetryByHandIsAnotherExecution() {
        Stage stage = ends(given(Graph.of("sub")).started(), BROKEN).thenEnded(WorkflowStatus.FAILED);
        stage.whenRetriedByHand().then("sub", TaskStatus.WAITING);
        assertThat(asked).containsExactly("begin 0 1", "begin 0#2 1");
    }

    @Test
    void eachItemAndEachPassIsAnotherExecution() {
        given(Graph.of("sub").map("sub", 2)).started();
        assertThat(asked).containsExactly("begin 0[0] 1", "begin 0[1] 1");
        asked.clear();
        Stage stage = given(Graph.of("sub").until("sub", Duration.ZERO, 3)).started();
        ends(stage, null).whenGoesRound("sub");
        assertThat(asked).containsExactly("begin 0 1", "begin 0#2 1");
    }

    @Test
    void whatWasCancelledBesideAFailFastItemIsEndedFirst() {
        Stage stage = given(Graph.of("sub").map("sub", 2, 2, true)).started();
        var first = stage.last.state().activation(1);
        String key = key(stage).replace("[1]", "[0]");
        stage.tell(on -> on.signal(stage.execution(), at -> new Signal.ChildEnded(at, first, key, "c", BROKEN)));
        stage.step();
        assertThat(asked).containsExactly("begin 0[0] 1", "begin 0[1] 1", "cancel sub[1]");
        var second = stage.last.state().activation(2);
        stage.then("sub", TaskStatus.RUNNING);
        stage.tell(on -> on.signal(stage.execution(), at -> new Signal.ChildEnded(at, second, key(stage), "d", null)));
        stage.step().then("sub", TaskStatus.FAILED).then("sub[1]", TaskStatus.CANCELLED);
    }

    @Test
    void oldAndNewEventsOfItReadAsTheyWereWritten() {
        Stage stage =
                given(Graph.of("sub").timeout("sub", Duration.ofSeconds(3))).started();
        ends(stage.after(Duration.ofSeconds(3)), null);
        assertThat(EventCodec.decode(EventCodec.encode(stage.events()))).isEqualTo(stage.events());
    }
}
