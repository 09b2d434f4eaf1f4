package dev.orchestration.tasks.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Next;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.TaskId;
import dev.orchestration.tasks.TaskJson;
import dev.orchestration.tasks.TaskSpec;
import dev.orchestration.tasks.TaskStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A plan that grows, in any order and while it runs, comes to the same as one that was whole from the start. */
class GrowingPlanTest {
    private final List<List<Integer>> dependencies = new ArrayList<>();
    private final List<Integer> order = new ArrayList<>();
    private final List<Integer> failing = new ArrayList<>();
    private Random random;

    private void draw(long seed) {
        random = new Random(seed);
        int size = 1 + random.nextInt(25);
        for (int node = 0; node < size; node++) {
            List<Integer> on = new ArrayList<>();
            for (int before = 0; before < node; before++) {
                if (random.nextInt(5) == 0) {
                    on.add(before);
                }
            }
            dependencies.add(on);
            order.add(node);
            if (random.nextInt(8) == 0) {
                failing.add(node);
            }
        }
        Collections.shuffle(order, random);
    }

    private Task task(int drawn) {
        TaskId[] on = dependencies.get(drawn).stream().map(GrowingPlanTest::id).toArray(TaskId[]::new);
        return Task.named("t", "test", "run").id("t" + drawn).after(on).build();
    }

    private static TaskId id(int drawn) {
        return new TaskId("t" + drawn);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1_000, 2_000})
    void itEndsAsTheWholePlanDoes(long from) {
        for (long seed = from; seed < from + 300; seed++) {
            dependencies.clear();
            order.clear();
            failing.clear();
            draw(seed);
            Map<String, TaskStatus> grown = statuses(grown());
            assertThat(grown).as("seed " + seed).isEqualTo(statuses(whole()));
        }
    }

    private ExecutionState grown() {
        ExecutionPlan plan = ExecutionPlan.growing();
        ExecutionState state =
                new ExecutionState(new ExecutionId("x"), plan, SelectionPolicy.of(OrchestrationMode.PRIORITY, plan));
        boolean admittedLate = random.nextBoolean();
        if (!admittedLate) {
            state.apply(new Event.ExecutionStarted(1));
        }
        for (int drawn : order) {
            submit(state, task(drawn));
            if (random.nextInt(3) == 0) {
                runOne(state);
            }
        }
        if (admittedLate) {
            state.apply(new Event.ExecutionStarted(1));
        }
        runAll(state);
        return state;
    }

    private static void submit(ExecutionState state, Task task) {
        QueueDecider.submitted(state, new Signal.TaskSubmitted(1, task, List.of()), state::apply);
    }

    private ExecutionState whole() {
        List<TaskSpec> specs = new ArrayList<>();
        List<int[]> edges = new ArrayList<>();
        for (int drawn = 0; drawn < dependencies.size(); drawn++) {
            specs.add(task(drawn).spec());
            edges.add(
                    dependencies.get(drawn).stream().mapToInt(Integer::intValue).toArray());
        }
        ExecutionPlan plan = new ExecutionPlan(specs, edges);
        ExecutionState state =
                new ExecutionState(new ExecutionId("x"), plan, SelectionPolicy.of(OrchestrationMode.PRIORITY, plan));
        state.apply(new Event.ExecutionStarted(1));
        runAll(state);
        return state;
    }

    private void runAll(ExecutionState state) {
        while (runOne(state)) {
            assertThat(state.readiness().settledCount())
                    .isLessThanOrEqualTo(state.plan().size());
        }
        assertThat(state.readiness().allSettled()).isTrue();
    }

    private boolean runOne(ExecutionState state) {
        int ready = state.nextReady();
        if (ready == ExecutionState.NOBODY) {
            return false;
        }
        Activation activation = state.activation(ready);
        boolean fails =
                failing.contains(Integer.valueOf(state.plan().name(ready).substring(1)));
        state.apply(new Event.AttemptStarted(1, activation, 1, null));
        state.apply(new Event.AttemptEnded(
                1,
                activation,
                1,
                fails ? Outcome.FAILED : Outcome.COMPLETED,
                1,
                1,
                null,
                List.of(),
                null,
                null,
                fails ? Next.FAILED : Next.COMPLETED,
                null));
        return true;
    }

    private static Map<String, TaskStatus> statuses(ExecutionState state) {
        Map<String, TaskStatus> statuses = new java.util.TreeMap<>();
        TaskResults.of(state).forEach((name, result) -> {
            statuses.put(name, result.status());
            int node = node(state, name);
            assertThat(TaskResults.of(state, node).blockedBy().isEmpty())
                    .isEqualTo(result.blockedBy().isEmpty());
        });
        return statuses;
    }

    private static int node(ExecutionState state, String name) {
        int node = 0;
        while (!state.plan().name(node).equals(name)) {
            node++;
        }
        return node;
    }

    /** It stayed pending for ever: the plan took itself for one that was not admitted. */
    @Test
    void aTaskStartsInAQueueThatWasCancelledBeforeItsAdmissionAndReopened() {
        ExecutionPlan plan = ExecutionPlan.growing();
        ExecutionState state =
                new ExecutionState(new ExecutionId("x"), plan, SelectionPolicy.of(OrchestrationMode.PRIORITY, plan));
        state.apply(new Event.CancelRequested(1, CancelScope.EXECUTION, null, "test", "no more"));
        state.apply(new Event.ExecutionEnded(1, 1, WorkflowStatus.CANCELLED, null));
        state.apply(new Event.ExecutionReopened(2, 2, "test", List.of()));
        submit(state, Task.named("t", "test", "run").id("t0").build());
        assertThat(state.status(0)).isEqualTo(TaskStatus.READY);
    }

    @Test
    void aPlanThatIsCompleteTakesNoMoreTasks() {
        ExecutionPlan plan = new ExecutionPlan(List.of(), List.of());
        ExecutionState state =
                new ExecutionState(new ExecutionId("x"), plan, SelectionPolicy.of(OrchestrationMode.PRIORITY, plan));
        Task task = Task.named("t", "test", "run").id("t0").build();
        assertThatThrownBy(() -> submit(state, task))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not grow");
    }

    @Test
    void aRecordThatNumbersTasksOtherwiseIsRefused() {
        ExecutionPlan plan = ExecutionPlan.growing();
        ExecutionState state =
                new ExecutionState(new ExecutionId("x"), plan, SelectionPolicy.of(OrchestrationMode.PRIORITY, plan));
        Map<String, Object> spec =
                TaskJson.write(Task.named("t", "test", "run").id("t0").build());
        assertThatThrownBy(() -> state.apply(new Event.TaskSubmitted(1, 7, "t0", spec, List.of())))
                .hasMessageContaining("recorded as node 7, not 0");
    }
}
