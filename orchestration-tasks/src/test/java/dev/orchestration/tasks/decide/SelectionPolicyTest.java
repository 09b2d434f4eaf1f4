package dev.orchestration.tasks.decide;

import static dev.orchestration.tasks.OrchestrationMode.PARALLEL;
import static dev.orchestration.tasks.OrchestrationMode.PRIORITY;
import static dev.orchestration.tasks.OrchestrationMode.RESOURCE_AWARE;
import static dev.orchestration.tasks.OrchestrationMode.SEQUENTIAL;
import static dev.orchestration.tasks.decide.Plans.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.TaskPriority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who starts first, mode by mode. */
class SelectionPolicyTest {
    private static final long SECOND = 1_000_000;
    private static final long NOW = 1_700_000_000_000_000L;

    /** All nodes become ready in the order of their numbers; this is how they start. */
    private static List<String> order(SelectionPolicy policy, ExecutionPlan plan, int... ready) {
        ReadyQueue queue = new ReadyQueue(plan.size(), policy, new Items(plan));
        for (int node : ready) {
            queue.add(node, NOW);
        }
        List<String> names = new ArrayList<>();
        queue.inOrder().forEach(node -> names.add(plan.name(node.node())));
        return names;
    }

    private static SelectionPolicy policy(OrchestrationMode mode, ExecutionPlan plan, int slots) {
        return SelectionPolicy.of(mode, plan, slots, id -> 10);
    }

    private static final ExecutionPlan PATHS = plan().task("short", 1)
            .task("tail", 9)
            .task("long", 1)
            .after("tail")
            .task("middle", 3)
            .done();

    @Test
    void sequentialFollowsTheTopologicalOrder() {
        assertThat(order(policy(SEQUENTIAL, PATHS, 4), PATHS, 3, 1, 0)).containsExactly("short", "tail", "middle");
    }

    @Test
    void parallelServesFirstWhatWasReadyFirst() {
        assertThat(order(policy(PARALLEL, PATHS, 4), PATHS, 3, 0, 1)).containsExactly("middle", "short", "tail");
    }

    @Test
    void priorityPutsTheLongestRemainingPathFirst() {
        assertThat(order(policy(PRIORITY, PATHS, 4), PATHS, 0, 1, 3)).containsExactly("tail", "middle", "short");
    }

    @Test
    void ofEquallyLongPathsTheFirstReadyGoesFirst() {
        ExecutionPlan equal = plan().task("a", 2).task("b", 2).done();
        assertThat(order(policy(PRIORITY, equal, 4), equal, 1, 0)).containsExactly("b", "a");
    }

    @Test
    void resourceAwarePutsTheLongestRemainingPathFirstWhereNothingIsScarce() {
        assertThat(order(policy(RESOURCE_AWARE, PATHS, 100), PATHS, 0, 1, 3))
                .containsExactly("tail", "middle", "short");
    }

    /** Their path is shorter, but they must go one after the other. */
    @Test
    void resourceAwarePutsWhatOpensABottleneckBeforeALongerPath() {
        ExecutionPlan bottleneck = plan().task("path", 1)
                .task("end of path", 7)
                .after("path")
                .task("opener", 1)
                .task("a", 4, "gpu", 10)
                .after("opener")
                .task("b", 4, "gpu", 10)
                .after("opener")
                .task("c", 4, "gpu", 10)
                .after("opener")
                .done();
        assertThat(order(policy(PRIORITY, bottleneck, 4), bottleneck, 0, 2)).containsExactly("path", "opener");
        assertThat(order(policy(RESOURCE_AWARE, bottleneck, 4), bottleneck, 0, 2))
                .containsExactly("opener", "path");
    }

    /** Three tasks behind the opener need three turns of the only two workers. */
    @Test
    void whereNobodyNamesAResourceWorkersAreCounted() {
        ExecutionPlan wide = plan().task("path", 1)
                .task("end of path", 5)
                .after("path")
                .task("opener", 1)
                .done();
        Plans crowded =
                plan().task("path", 1).task("end of path", 5).after("path").task("opener", 1);
        for (int i = 0; i < 8; i++) {
            crowded.task("work" + i, 4).after("opener");
        }
        ExecutionPlan many = crowded.done();
        assertThat(order(policy(RESOURCE_AWARE, wide, 2), wide, 0, 2)).containsExactly("path", "opener");
        assertThat(order(policy(RESOURCE_AWARE, many, 2), many, 0, 2)).containsExactly("opener", "path");
    }

    @ParameterizedTest
    @EnumSource(names = {"PRIORITY", "RESOURCE_AWARE"})
    void theMoreUrgentGoesFirstWhateverItsPath(OrchestrationMode mode) {
        ExecutionPlan plan = new ExecutionPlan(
                List.of(
                        Plans.spec("long", TaskPriority.NORMAL, List.of(), Duration.ofSeconds(90)),
                        Plans.spec("urgent", TaskPriority.HIGH, List.of(), Duration.ofSeconds(1))),
                List.of(new int[0], new int[0]));
        assertThat(order(policy(mode, plan, 1), plan, 0, 1)).containsExactly("urgent", "long");
    }

    /** Five classes and half a minute each: nothing that becomes ready 150 s later is more urgent any more. */
    @ParameterizedTest
    @EnumSource
    void backgroundWorkIsPassedForAtMostTwoAndAHalfMinutes(OrchestrationMode mode) {
        ExecutionPlan plan = new ExecutionPlan(
                List.of(
                        Plans.spec("old", TaskPriority.BACKGROUND, List.of(), Duration.ofSeconds(1)),
                        Plans.spec("new", TaskPriority.CRITICAL, List.of(), Duration.ofSeconds(1))),
                List.of(new int[0], new int[0]));
        SelectionPolicy policy = policy(mode, plan, 1);
        for (long at = NOW; at < NOW + 60 * SECOND; at += 7 * SECOND) {
            assertThat(policy.rank(1, at + 89 * SECOND)).isLessThan(policy.rank(0, at));
            assertThat(policy.rank(1, at + 150 * SECOND)).isGreaterThan(policy.rank(0, at));
        }
    }
}
