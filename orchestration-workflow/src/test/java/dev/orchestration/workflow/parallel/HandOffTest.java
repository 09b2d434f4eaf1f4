package dev.orchestration.workflow.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.tasks.OnInterrupt;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.RetryPolicy;
import dev.orchestration.tasks.RunOn;
import dev.orchestration.tasks.TaskPriority;
import dev.orchestration.tasks.TaskSpec;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.action.ActionKind;
import dev.orchestration.tasks.action.ActionName;
import dev.orchestration.tasks.decide.AttemptWork;
import dev.orchestration.tasks.decide.DependencyDecider;
import dev.orchestration.tasks.decide.ExecutionPlan;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.Rules;
import dev.orchestration.tasks.decide.SelectionPolicy;
import dev.orchestration.tasks.decide.Signal;
import dev.orchestration.workflow.dag.WorkflowDAG;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * One task with 20,000 dependants, beside another with 200,000: when the first completes, the engine asks about, records and
 * moves those 20,000 and nobody else. Every task has a condition, so that each look at it is counted.
 */
final class HandOffTest {
    private static final int DEPENDANTS = 20_000;
    private static final int BYSTANDERS = 200_000;

    private final List<Integer> asked = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final DependencyDecider decider = new DependencyDecider(new Counting());
    private ExecutionState state;

    /** Task 0 is the one, task 1 the other; then come the dependants of both, mixed. */
    private static List<int[]> dependencies() {
        return IntStream.range(0, 2 + DEPENDANTS + BYSTANDERS)
                .mapToObj(node -> node < 2 ? new int[0] : new int[] {isDependant(node) ? 0 : 1})
                .toList();
    }

    private static boolean isDependant(int node) {
        return node > 1 && node % ((DEPENDANTS + BYSTANDERS) / DEPENDANTS) == 0;
    }

    @BeforeEach
    void bothBegin() {
        List<TaskSpec> specs = IntStream.range(0, 2 + DEPENDANTS + BYSTANDERS)
                .mapToObj(node -> spec("t" + node, node > 1))
                .toList();
        ExecutionPlan plan = new ExecutionPlan(specs, dependencies());
        state = new ExecutionState(new ExecutionId("x"), plan, SelectionPolicy.of(OrchestrationMode.PARALLEL, plan));
        emit(new Event.ExecutionCreated(0, "w", "", Map.of(), "s", "parallel", 0, ".", List.of()));
        decider.decide(state, new Signal.Admitted(1), this::emit);
        decider.start(state, 0, 2, this::emit);
        decider.start(state, 1, 2, this::emit);
        events.clear();
    }

    private static TaskSpec spec(String name, boolean conditional) {
        return new TaskSpec(
                name,
                new ActionName("core", "noop"),
                Map.of(),
                TaskPriority.NORMAL,
                RetryPolicy.none(),
                null,
                List.of(),
                RunOn.SUCCESS,
                true,
                conditional,
                OnInterrupt.RERUN,
                null);
    }

    private void emit(Event event) {
        state.apply(event);
        events.add(event);
    }

    @Test
    void aCompletionTouchesTheDependantsOfItsTaskAndNothingElse() {
        var result = new Signal.AttemptResult(Outcome.COMPLETED, 2, 3, null, List.of(), null, null);
        decider.decide(state, new Signal.AttemptReturned(3, state.activation(0), 1, result), this::emit);
        int[] dependants = IntStream.range(0, state.plan().size())
                .filter(HandOffTest::isDependant)
                .toArray();
        assertThat(dependants).hasSize(DEPENDANTS);
        assertThat(asked).isEqualTo(IntStream.of(dependants).boxed().toList());
        assertThat(events).hasSize(1 + DEPENDANTS);
        assertThat(IntStream.range(2, state.plan().size()))
                .allMatch(node -> state.status(node) == (isDependant(node) ? TaskStatus.READY : TaskStatus.BLOCKED));
    }

    @Test
    void theGraphHandsOutTheDependantsOfItsTaskAndNothingElse() {
        List<String> names = IntStream.range(0, 2 + DEPENDANTS + BYSTANDERS)
                .mapToObj(node -> "t" + node)
                .toList();
        WorkflowDAG dag = WorkflowDAG.of(
                names,
                dependencies().stream()
                        .map(all -> IntStream.of(all).mapToObj(names::get).toList())
                        .toList());
        dag.dependants(0, asked::add);
        assertThat(asked).hasSize(DEPENDANTS).allMatch(HandOffTest::isDependant);
    }

    /** Lets every task run and notes which it was asked about. */
    private final class Counting implements Rules {
        @Override
        public boolean mayRun(int node, ExecutionState state) {
            asked.add(node);
            return true;
        }

        @Override
        public ActionKind kind(int node) {
            return ActionKind.WORK;
        }

        @Override
        public Duration waitingTime(int node, ExecutionState state) {
            throw new AssertionError("nobody waits");
        }

        @Override
        public boolean stopsOnFailure() {
            return false;
        }

        @Override
        public AttemptWork prepare(int node, ExecutionState state) {
            throw new AssertionError("nobody works");
        }
    }
}
