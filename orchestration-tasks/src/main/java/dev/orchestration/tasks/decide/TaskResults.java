package dev.orchestration.tasks.decide;

import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of each task of an execution so far, as a fold for people. */
public final class TaskResults {
    private static final int[] NOBODY = {};

    private final ExecutionState state;
    private final ExecutionPlan plan;
    private final int[][] culprits;

    private TaskResults(ExecutionState state) {
        this.state = state;
        this.plan = state.plan();
        this.culprits = new int[plan.size()][];
    }

    /** By name, in the order of declaration. */
    public static Map<String, TaskResult> of(ExecutionState state) {
        return new TaskResults(state).results();
    }

    private Map<String, TaskResult> results() {
        findCulprits();
        Map<String, TaskResult> results = new LinkedHashMap<>(plan.size() * 2);
        for (int node = 0; node < plan.size(); node++) {
            results.put(plan.name(node), result(node));
        }
        return results;
    }

    private TaskResult result(int node) {
        NodeTable nodes = state.nodes();
        return new TaskResult(
                plan.name(node),
                nodes.status(node),
                nodes.attempts(node),
                nodes.output(node),
                nodes.error(node),
                known(nodes.startedAt(node)),
                known(nodes.endedAt(node)),
                blockedBy(node),
                nodes.log(node));
    }

    private static @Nullable Long known(long time) {
        return time == NodeTable.NONE ? null : (Long) time;
    }

    private List<String> blockedBy(int node) {
        if (state.status(node) != TaskStatus.BLOCKED) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        if (state.readiness().isBlockedForGood(node)) {
            for (int culprit : culprits[node]) {
                names.add(plan.name(culprit));
            }
            return List.copyOf(names);
        }
        for (int i = 0; i < plan.dependencyCount(node) && names.size() < TaskResult.MAX_BLOCKERS; i++) {
            int dependency = plan.dependency(node, i);
            if (!state.readiness().isSettled(dependency)) {
                names.add(plan.name(dependency));
            }
        }
        return List.copyOf(names);
    }

    /** In topological order each node that is blocked for good inherits the culprits of those that block it. */
    private void findCulprits() {
        int[] order = new int[plan.size()];
        for (int node = 0; node < plan.size(); node++) {
            order[plan.topologicalRank(node)] = node;
        }
        for (int node : order) {
            culprits[node] = state.readiness().isBlockedForGood(node) ? inherited(node) : NOBODY;
        }
    }

    private int[] inherited(int node) {
        int[] found = new int[TaskResult.MAX_BLOCKERS];
        int count = 0;
        for (int i = 0; i < plan.dependencyCount(node); i++) {
            int dependency = plan.dependency(node, i);
            boolean itself = !state.readiness().wentWell(dependency)
                    && state.status(dependency).isTerminal();
            for (int culprit : itself ? new int[] {dependency} : culprits[dependency]) {
                if (count < found.length && !contains(found, count, culprit)) {
                    found[count++] = culprit;
                }
            }
        }
        return count == found.length ? found : Arrays.copyOf(found, count);
    }

    private static boolean contains(int[] values, int count, int value) {
        for (int i = 0; i < count; i++) {
            if (values[i] == value) {
                return true;
            }
        }
        return false;
    }
}
