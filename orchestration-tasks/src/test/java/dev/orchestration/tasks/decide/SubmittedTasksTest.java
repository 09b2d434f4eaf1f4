package dev.orchestration.tasks.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Failure;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.tasks.Decision;
import dev.orchestration.tasks.OnInterrupt;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.TaskBuilder;
import dev.orchestration.tasks.TaskId;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.action.ActionKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A queue of tasks that come one by one, as the decider carries it out. */
class SubmittedTasksTest {
    /** Tasks that were submitted have no conditions and do not wait; a failure stops nobody else. */
    private enum PlainRules implements Rules {
        INSTANCE;

        @Override
        public boolean mayRun(int node, ExecutionState state) {
            throw new AssertionError("task " + node + " has no condition");
        }

        @Override
        public ActionKind kind(int node) {
            return ActionKind.WORK;
        }

        @Override
        public Duration waitingTime(int node, ExecutionState state) {
            throw new AssertionError("task " + node + " does not wait");
        }

        @Override
        public boolean stopsOnFailure() {
            return false;
        }

        @Override
        public AttemptWork prepare(int node, ExecutionState state) {
            return frame -> null;
        }
    }

    private final Decider decider = new DependencyDecider(PlainRules.INSTANCE);
    private final ExecutionPlan plan = ExecutionPlan.growing();
    private final ExecutionState state =
            new ExecutionState(new ExecutionId("x"), plan, SelectionPolicy.of(OrchestrationMode.PRIORITY, plan));
    private long now = 1;

    SubmittedTasksTest() {
        state.apply(new Event.ExecutionCreated(1, "tasks", "d", Map.of(), "s", "priority", 7, ".", List.of()));
        state.apply(new Event.ExecutionStarted(1));
    }

    private SubmittedTasksTest given(String id, String... after) {
        return given(task(id, after));
    }

    private SubmittedTasksTest given(TaskBuilder task) {
        return tell(new Signal.TaskSubmitted(++now, task.build(), List.of()));
    }

    private static TaskBuilder task(String id, String... after) {
        TaskId[] on = List.of(after).stream().map(TaskId::new).toArray(TaskId[]::new);
        return Task.named(id, "test", "run").id(id).after(on).maxRetries(0);
    }

    private SubmittedTasksTest tell(Signal signal) {
        decider.decide(state, signal, state::apply);
        return this;
    }

    private int node(String id) {
        return state.tasks().node(new TaskId(id));
    }

    private SubmittedTasksTest whenEnds(String id, Outcome outcome) {
        int node = node(id);
        decider.start(state, node, ++now, state::apply);
        Failure error = outcome == Outcome.COMPLETED ? null : new Failure("Boom", "it broke", ErrorKind.EXTERNAL);
        var result = new Signal.AttemptResult(outcome, now, ++now, "out of " + id, List.of(), error, null);
        return tell(new Signal.AttemptReturned(now, state.activation(node), state.attempts(node), result));
    }

    private void then(String id, TaskStatus status, String... blockedBy) {
        TaskResult alone = TaskResults.of(state, node(id));
        assertThat(alone.status()).as(id).isEqualTo(status);
        assertThat(alone.blockedBy()).as(id).containsExactly(blockedBy);
        assertThat(TaskResults.of(state)).containsEntry(id, alone);
    }

    @Test
    void aTaskIsPendingUntilAllItNamesWereSubmittedAndSaysWhatIsMissing() {
        given("last", "a", "b");
        then("last", TaskStatus.PENDING, "a", "b");
        given("a").then("last", TaskStatus.PENDING, "b");
        given("b").then("last", TaskStatus.BLOCKED, "a", "b");
        whenEnds("a", Outcome.COMPLETED).then("last", TaskStatus.BLOCKED, "b");
        whenEnds("b", Outcome.COMPLETED).then("last", TaskStatus.READY);
        assertThat(state.output(node("a"))).isEqualTo("out of a");
    }

    @Test
    void atMostTenMissingTasksAreTold() {
        given("last", IntStream.range(0, 12).mapToObj(i -> "m" + i).toArray(String[]::new));
        then("last", TaskStatus.PENDING, "m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9");
    }

    @Test
    void aTaskThatComesAfterTheFailureItDependsOnIsBlockedForGood() {
        given("a").whenEnds("a", Outcome.FAILED).given("b", "a").given("c", "b");
        then("b", TaskStatus.BLOCKED, "a");
        then("c", TaskStatus.BLOCKED, "a");
        assertThat(state.readiness().settledCount()).isEqualTo(3);
    }

    @Test
    void whatIsSettledIsToldOnce() {
        given("a").given("b", "a").given("c");
        assertThat(state.nextSettled()).isNull();
        whenEnds("a", Outcome.FAILED);
        assertThat(state.nextSettled()).isEqualTo(node("a"));
        assertThat(state.nextSettled()).isEqualTo(node("b"));
        assertThat(state.nextSettled()).isNull();
        assertThat(state.isSettled(node("b"))).isTrue();
        assertThat(state.isSettled(node("c"))).isFalse();
        assertThat(state.readiness().settledCount()).isEqualTo(2);
    }

    @Test
    void aQueueEndsOnlyWhenItIsClosedAndNothingIsOpen() {
        given("a").tell(new Signal.CloseAsked(++now));
        assertThat(state.lifecycle().status()).isEqualTo(WorkflowStatus.RUNNING);
        whenEnds("a", Outcome.FAILED);
        assertThat(state.lifecycle().status()).isEqualTo(WorkflowStatus.RUNNING);
        tell(new Signal.CloseAsked(++now));
        assertThat(state.lifecycle().status()).isEqualTo(WorkflowStatus.COMPLETED);
    }

    private SubmittedTasksTest interrupted(String id) {
        given(task(id).onInterrupt(OnInterrupt.MANUAL));
        assertThat(state.awaitsDecision(node(id))).isFalse();
        return whenEnds(id, Outcome.SHUT_DOWN);
    }

    private void decide(String id, int n, Decision decision) {
        Activation activation = new Activation(node(id), Activation.NO_ITEM, n);
        tell(new Signal.Decided(++now, activation, decision, "me"));
    }

    @Test
    void whatWasInterruptedWaitsForADecisionAndForNothingElse() {
        interrupted("a").interrupted("b").interrupted("c");
        then("a", TaskStatus.WAITING);
        assertThat(state.awaitsDecision(node("a"))).isTrue();
        assertThat(state.due(node("a"))).isNull();
        assertThat(state.waitsSince(node("a"))).isPositive();
        decide("a", 2, Decision.FAIL);
        then("a", TaskStatus.WAITING);
        decide("a", 1, Decision.RERUN);
        decide("b", 1, Decision.SKIP);
        decide("c", 1, Decision.FAIL);
        then("a", TaskStatus.READY);
        then("b", TaskStatus.SKIPPED);
        then("c", TaskStatus.FAILED);
        assertThat(TaskResults.of(state, node("c")).error().message())
                .isEqualTo("interrupted, and me decided that it failed");
        assertThat(state.waiting()).isZero();
    }

    @Test
    void whatBacksOffAwaitsNoDecision() {
        given(task("a").maxRetries(1)).whenEnds("a", Outcome.FAILED);
        then("a", TaskStatus.WAITING);
        assertThat(state.awaitsDecision(node("a"))).isFalse();
        decide("a", 1, Decision.FAIL);
        then("a", TaskStatus.WAITING);
        tell(new Signal.WaitDue(state.due(node("a")) - 1, state.activation(node("a"))));
        then("a", TaskStatus.WAITING);
        tell(new Signal.WaitDue(state.due(node("a")), state.activation(node("a"))));
        then("a", TaskStatus.READY);
        assertThat(state.due(node("a"))).isNull();
    }

    @Test
    void whoCancelsARunningTaskIsRememberedUntilItEnds() {
        given("a").given("b");
        decider.start(state, node("a"), ++now, state::apply);
        tell(new Signal.CancelAsked(++now, CancelScope.STEP, node("a"), "me", "enough"));
        assertThat(state.cancelRequested(node("a"))).isTrue();
        assertThat(state.cancelRequested(node("b"))).isFalse();
        var result = new Signal.AttemptResult(Outcome.COMPLETED, 1, 2, "too late", List.of(), null, null);
        tell(new Signal.AttemptReturned(++now, state.activation(node("a")), 1, result));
        then("a", TaskStatus.CANCELLED);
        assertThat(state.output(node("a"))).isNull();
    }

    @Test
    void whatAnEarlierQueueHasCompletedIsNotWaitedFor() {
        tell(new Signal.TaskSubmitted(++now, task("a", "before", "b").build(), List.of("before")));
        then("a", TaskStatus.PENDING, "b");
        given("b").whenEnds("b", Outcome.COMPLETED).then("a", TaskStatus.READY);
        assertThat(state.tasks().tasks()).extracting(Task::name).containsExactly("a", "b");
        assertThat(state.tasks().task(node("b")).name()).isEqualTo("b");
        assertThat(state.tasks().node(new TaskId("before"))).isNull();
    }

    @Test
    void aTaskWithoutAnEstimateCountsForASecond() {
        given("a").given(task("b").estimate(Duration.ofSeconds(9)));
        assertThat(plan.estimate(node("a"))).isEqualTo(1_000_000);
        assertThat(plan.estimate(node("b"))).isEqualTo(9_000_000);
    }
}
