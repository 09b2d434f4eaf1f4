package dev.orchestration.tasks.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.event.Activation;
import dev.orchestration.tasks.OnInterrupt;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.RetryPolicy;
import dev.orchestration.tasks.RunOn;
import dev.orchestration.tasks.TaskPriority;
import dev.orchestration.tasks.TaskSpec;
import dev.orchestration.tasks.action.ActionName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The plan, the order in which ready nodes start, and chance that repeats. */
class PlanTest {
    private static final long SECOND = 1_000_000;

    private static TaskSpec spec(TaskPriority priority, Duration estimate) {
        return new TaskSpec(
                "n",
                new ActionName("test", "work"),
                Map.of(),
                priority,
                RetryPolicy.none(),
                null,
                List.of(),
                RunOn.SUCCESS,
                true,
                false,
                OnInterrupt.RERUN,
                estimate);
    }

    private static ExecutionPlan plan(int[]... dependencies) {
        List<TaskSpec> specs = new ArrayList<>();
        for (int node = 0; node < dependencies.length; node++) {
            specs.add(spec(TaskPriority.NORMAL, Duration.ofSeconds(node + 1L)));
        }
        return new ExecutionPlan(specs, List.of(dependencies));
    }

    @Test
    void theTopologicalOrderPutsTheFirstDeclaredOfFreeNodesFirst() {
        ExecutionPlan plan = plan(new int[] {3}, new int[0], new int[] {1, 0}, new int[0]);
        assertThat(IntStream.range(0, 4).map(plan::topologicalRank)).containsExactly(2, 0, 3, 1);
    }

    @Test
    void theRemainingPathIsTheLongestToTheEnd() {
        ExecutionPlan plan = plan(new int[0], new int[] {0}, new int[] {0}, new int[] {1});
        assertThat(IntStream.range(0, 4).mapToLong(plan::remainingPath))
                .containsExactly(7 * SECOND, 6 * SECOND, 3 * SECOND, 4 * SECOND);
    }

    @Test
    void whatWasObservedGoesBeforeEstimatesAndTheirMedianStandsForWhatIsUnknown() {
        List<TaskSpec> specs = List.of(
                Plans.spec("seen", TaskPriority.NORMAL, List.of(), null),
                Plans.spec("estimated", TaskPriority.NORMAL, List.of(), Duration.ofSeconds(4)),
                Plans.spec("unknown", TaskPriority.NORMAL, List.of(), null),
                Plans.spec("long", TaskPriority.NORMAL, List.of(), Duration.ofSeconds(70)));
        ExecutionPlan plan = new ExecutionPlan(
                specs,
                List.of(new int[0], new int[] {0}, new int[] {1}, new int[0]),
                Map.of("seen", Duration.ofSeconds(2)));
        assertThat(IntStream.range(0, 4).mapToLong(plan::estimate))
                .containsExactly(2 * SECOND, 4 * SECOND, 4 * SECOND, 70 * SECOND);
        assertThat(plan.remainingPath(0)).isEqualTo(10 * SECOND);
        assertThat(IntStream.range(0, 4).mapToObj(plan::isEstimated)).containsExactly(true, true, false, true);
    }

    @Test
    void aCycleIsRefused() {
        assertThatThrownBy(() -> plan(new int[] {1}, new int[] {0})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> plan(new int[] {0})).isInstanceOf(IllegalArgumentException.class);
    }

    private static ReadyQueue queue(TaskPriority... priorities) {
        List<TaskSpec> specs = new ArrayList<>();
        List<int[]> edges = new ArrayList<>();
        for (TaskPriority priority : priorities) {
            specs.add(spec(priority, null));
            edges.add(new int[0]);
        }
        ExecutionPlan plan = new ExecutionPlan(specs, edges);
        return new ReadyQueue(plan.size(), SelectionPolicy.of(OrchestrationMode.PRIORITY, plan), new Items(plan));
    }

    @Test
    void backgroundWorkIsPassedForAtMostTwoAndAHalfMinutes() {
        for (long readyAt = 0; readyAt < 60 * SECOND; readyAt += 7 * SECOND) {
            ReadyQueue queue = queue(TaskPriority.BACKGROUND, TaskPriority.CRITICAL);
            queue.add(0, readyAt);
            queue.add(1, readyAt + 89 * SECOND);
            assertThat(queue.head()).as("soon after").isEqualTo(1);
            queue.remove(1);
            queue.add(1, readyAt + 150 * SECOND);
            assertThat(queue.head()).as("late").isZero();
        }
    }

    /** The first place was still in the heap of a state that was folded from its history, and counted. */
    @Test
    void aNodeThatIsReadyAgainHasItsNewPlaceOnly() {
        ReadyQueue queue = queue(TaskPriority.NORMAL, TaskPriority.NORMAL);
        queue.add(1, 0);
        queue.add(0, 0);
        queue.remove(0);
        queue.add(0, 0);
        queue.remove(1);
        queue.add(1, 0);
        assertThat(queue.inOrder()).extracting(ReadyNode::node).containsExactly(0, 1);
        assertThat(queue.head()).isZero();
    }

    @Test
    void aDrawIsWithinItsRangeAndDiffersByAttemptAndRepeats() {
        double sum = 0;
        for (int attempt = 0; attempt < 10_000; attempt++) {
            double draw = Jitter.draw(7, Activation.first(3), attempt);
            assertThat(draw).isBetween(0.0, Math.nextDown(1.0));
            assertThat(Jitter.draw(7, Activation.first(3), attempt)).isEqualTo(draw);
            sum += draw;
        }
        assertThat(sum / 10_000).isBetween(0.48, 0.52);
    }

    /** Whoever plays a seed again sees the same backoffs: the numbers are those of SplitMix64 as it was published. */
    @Test
    void aSeedDrawsTheSameInEveryVersion() {
        assertThat(Jitter.draw(7, Activation.first(3), 1)).isEqualTo(0.8088590220182136);
        assertThat(Jitter.draw(7, Activation.first(3), 2)).isEqualTo(0.27861083610962556);
        assertThat(Jitter.draw(-7, new Activation(3, Activation.NO_ITEM, 2), 1)).isEqualTo(0.09893972903309145);
        assertThat(Jitter.draw(7, new Activation(4, 5, 1), 1)).isEqualTo(0.8400749719551515);
    }
}
