package dev.orchestration.tasks.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A plan that grows takes no task that would wait for itself, and tells the way round. */
class WaitingForItselfTest {
    private static TaskId id(int number) {
        return new TaskId("t" + number);
    }

    private static void submit(ExecutionState state, Task task) {
        QueueDecider.submitted(state, new Signal.TaskSubmitted(1, task, List.of()), state::apply);
    }

    /** The judge is a search through all that was named, as simple as it can be. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1_000, 2_000})
    void aTaskIsRefusedExactlyIfItWouldWaitForItself(long from) {
        for (long seed = from; seed < from + 300; seed++) {
            Random random = new Random(seed);
            ExecutionPlan plan = ExecutionPlan.growing();
            ExecutionState state = new ExecutionState(
                    new ExecutionId("x"), plan, SelectionPolicy.of(OrchestrationMode.PRIORITY, plan));
            Map<String, List<String>> accepted = new java.util.TreeMap<>();
            for (int i = 0; i < 20; i++) {
                String id = "t" + random.nextInt(15);
                TaskId[] on = random.ints(random.nextInt(4), 0, 15)
                        .mapToObj(WaitingForItselfTest::id)
                        .toArray(TaskId[]::new);
                Task task = Task.named("t", "test", "run").id(id).after(on).build();
                List<String> names =
                        task.dependencies().stream().map(TaskId::value).toList();
                boolean cycle = reaches(accepted, names, id);
                boolean taken = accepted.containsKey(id);
                OrchestrationException refusal = refusal(state, task);
                assertThat(refusal == null ? null : refusal.code())
                        .as("seed " + seed)
                        .isEqualTo(taken ? ErrorCode.DUPLICATE_TASK : cycle ? ErrorCode.DEPENDENCY_CYCLE : null);
                if (refusal == null) {
                    accepted.put(id, names);
                } else if (!taken) {
                    requireCycle(accepted, id, names, refusal);
                }
            }
            assertThat(plan.inTopologicalOrder()).hasSize(plan.size());
        }
    }

    private static OrchestrationException refusal(ExecutionState state, Task task) {
        return catchThrowableOfType(OrchestrationException.class, () -> submit(state, task));
    }

    /** The path that a refusal tells leads from the task over dependencies back to it. */
    private static void requireCycle(
            Map<String, List<String>> accepted, String id, List<String> on, OrchestrationException refusal) {
        String told = refusal.getMessage().replaceAll(".*itself: (.*) \\(each.*", "$1");
        List<String> path = List.of(told.split(" -> "));
        assertThat(path).as(told).startsWith(id).endsWith(id);
        for (int i = 1; i < path.size(); i++) {
            assertThat(i == 1 ? on : accepted.get(path.get(i - 1))).as(told).contains(path.get(i));
        }
    }

    private static String cycleOf(int size) {
        ExecutionPlan plan = ExecutionPlan.growing();
        ExecutionState state =
                new ExecutionState(new ExecutionId("x"), plan, SelectionPolicy.of(OrchestrationMode.PRIORITY, plan));
        for (int i = 1; i < size; i++) {
            submit(
                    state,
                    Task.named("t", "test", "run").id("t" + i).after(id(i - 1)).build());
        }
        Task last = Task.named("t", "test", "run").id("t0").after(id(size - 1)).build();
        return refusal(state, last).getMessage();
    }

    @Test
    void aLongCycleIsToldShort() {
        assertThat(cycleOf(21))
                .contains("t0 -> t20 -> t19 -> ")
                .contains(" -> t1 -> t0")
                .doesNotContain("more");
        assertThat(cycleOf(30)).contains("t0 -> t29 -> t28 -> ").contains("-> t10 -> (9 more) -> t0");
    }

    private static boolean reaches(Map<String, List<String>> accepted, List<String> from, String goal) {
        List<String> open = new ArrayList<>(from);
        for (int i = 0; i < open.size(); i++) {
            if (open.get(i).equals(goal)) {
                return true;
            }
            accepted.getOrDefault(open.get(i), List.of()).stream()
                    .filter(next -> !open.contains(next))
                    .forEach(open::add);
        }
        return false;
    }
}
