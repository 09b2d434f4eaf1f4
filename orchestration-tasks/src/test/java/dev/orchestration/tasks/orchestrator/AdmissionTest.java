package dev.orchestration.tasks.orchestrator;

import static dev.orchestration.tasks.orchestrator.Stage.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.ManualClock;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.TaskPriority;
import dev.orchestration.tasks.TaskStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdmissionTest {
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
        assertThat(stage.resources.usage(new ResourceId("gpu")).current()).isZero();
    }

    @Test
    void aThirdWorkflowOfASessionOfTwoIsPending() {
        Stage stage = given(Graph.of("a")).started().started().started();
        stage.thenEnded(WorkflowStatus.PENDING);
        Attempt first = stage.workers.take("a");
        stage.report(first, Outcome.COMPLETED, null);
        stage.step().thenEnded(WorkflowStatus.RUNNING);
    }

    @Test
    void whatAnAbandonedAttemptHoldsStaysTakenUntilItEnds() {
        Graph graph =
                Graph.of("a", "b").needs("a", "gpu", 1).needs("b", "gpu", 1).timeout("a", Duration.ofSeconds(1));
        Stage stage = given(graph, 1).resource("gpu", 1).started();
        Attempt stubborn = stage.workers.take("a");
        stage.workers.putBack(stubborn);
        stage.after(Duration.ofSeconds(2)).after(Duration.ofSeconds(11)).then("a", TaskStatus.FAILED);
        assertThat(stage.loop.attempts().abandoned()).isEqualTo(1);
        stage.thenRunning("a");
        stage.workers.take("a");
        stage.report(stubborn, Outcome.COMPLETED, null);
        stage.step().thenRunning("b").whenCompletes("b");
        assertThat(stage.resources.usage(new ResourceId("gpu")).current()).isZero();
        assertThat(stage.loop.attempts().abandoned()).isZero();
    }

    @Test
    void theSlotOfAnAbandonedAttemptIsFreeAtOnce() {
        Stage stage =
                given(Graph.of("a", "b").timeout("a", Duration.ofSeconds(1)), 1).started();
        Attempt stubborn = stage.workers.take("a");
        stage.workers.putBack(stubborn);
        stage.after(Duration.ofSeconds(2)).after(Duration.ofSeconds(11)).thenRunning("a", "b");
    }

    /** Every newcomer of another mode went first, for ever. */
    @Test
    void whatHasWaitedLongerGoesFirstWhateverTheModeOfTheNewcomer() {
        given(Graph.of("a", "old").mode(OrchestrationMode.PRIORITY), 1)
                .started()
                .after(Duration.ofMinutes(1))
                .startedToo(Graph.of("new"))
                .whenCompletes("a")
                .thenRunning("old");
    }

    @Test
    void aMoreUrgentStepOfOneModeGoesBeforeALessUrgentOneOfAnother() {
        Graph urgent = Graph.of("urgent").priority("urgent", TaskPriority.CRITICAL);
        given(Graph.of("a", "b").mode(OrchestrationMode.SEQUENTIAL), 1)
                .started()
                .startedToo(urgent.mode(OrchestrationMode.PRIORITY))
                .whenCompletes("a")
                .thenRunning("urgent");
    }

    /** It began to wait only when it was its turn to get a worker, which it does not need. */
    @Test
    void aWaitBeginsBehindAFullHouse() {
        given(Graph.of("a", "b", "nap").sleeps("nap", Duration.ofHours(1)), 1)
                .started()
                .thenRunning("a")
                .then("nap", TaskStatus.WAITING)
                .whenCompletes("a")
                .thenRunning("b");
    }

    @Test
    void aWaitDoesNotCountAmongTheAttemptsOfItsExecution() {
        given(Graph.of("a", "b", "nap").sleeps("nap", Duration.ofHours(1)).maxParallel(1))
                .started()
                .thenRunning("a")
                .then("nap", TaskStatus.WAITING);
    }

    @Test
    void sequentialModeLetsNoWaitOvertake() {
        given(Graph.of("a", "nap").sleeps("nap", Duration.ofHours(1)).mode(OrchestrationMode.SEQUENTIAL))
                .started()
                .thenRunning("a")
                .then("nap", TaskStatus.READY);
    }

    @Test
    void aWaitTakesNoResources() {
        Stage stage = given(Graph.of("a").needs("a", "gpu", 1).sleeps("a", Duration.ofSeconds(1)))
                .resource("gpu", 1)
                .started();
        assertThat(stage.resources.usage(new ResourceId("gpu")).current()).isZero();
        stage.after(Duration.ofSeconds(2)).thenEnded(WorkflowStatus.COMPLETED);
    }

    private static Hosted running(String session, String id) {
        Stage stage = given(Graph.of("a")).session(session, 9, 9, 1);
        Hosted hosted = new Hosted(new ExecutionId(id), stage.hosting());
        hosted.emit(
                new Event.ExecutionCreated(1, "play", "sha256:x", Map.of(), session, "parallel", 7, ".", List.of()));
        hosted.emit(new Event.ExecutionStarted(1));
        return hosted;
    }

    private static Admission admission() {
        Window window = new Window(9, 0);
        return new Admission(null, new Capacity(new ResourceManager(), 9, window, new StepClock(new ManualClock(1))));
    }

    @Test
    void aSessionIsForgottenWithTheLastOfItsExecutions() {
        Admission admission = admission();
        Hosted first = running("s", "x1");
        Hosted second = running("s", "x2");
        List.of(first, second, running("t", "x3")).forEach(admission::join);
        admission.changed(first, 1);
        assertThat(admission.sessions()).isEqualTo(2);
        admission.leave(first);
        assertThat(admission.sessions()).isEqualTo(2);
        admission.leave(second);
        assertThat(admission.sessions()).isEqualTo(1);
    }

    @Test
    void whoHasLeftStartsNothingMore() {
        Admission admission = admission();
        Hosted hosted = running("s", "x1");
        admission.join(hosted);
        admission.changed(hosted, 1);
        admission.leave(hosted);
        admission.changed(hosted, 1);
        admission.fill(1);
        assertThat(hosted.state().active()).isZero();
    }

    @Test
    void whatIsOverInAMomentIsHandedOutAheadOnceThatIsKnown() {
        given(Graph.of("a", "b", "c", "d", "e"), 1)
                .ahead(2)
                .started()
                .thenRunning("a")
                .whenCompletes("a")
                .thenRunning("b", "c", "d")
                .whenCompletes("c")
                .thenRunning("b", "d", "e");
    }
}
