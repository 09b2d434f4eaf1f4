package dev.orchestration.tasks.decide;

import dev.orchestration.state.event.Activation;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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

    /**
     * By name, in the order of declaration; behind a map that was expanded its items, as {@code name[0]}. Compensations stand
     * last, those alone that have their turn in this round or had it.
     */
    public static Map<String, TaskResult> of(ExecutionState state) {
        return new TaskResults(state).results();
    }

    /** Of one task; what blocks it is searched for upstream of it only. */
    public static TaskResult of(ExecutionState state, int node) {
        TaskResults results = new TaskResults(state);
        if (state.readiness().isBlockedForGood(node)) {
            results.culprits[node] = results.culpritsAbove(node);
        }
        return results.result(node);
    }

    /** Breadth first through what is blocked for good too, until there are enough. */
    private int[] culpritsAbove(int node) {
        Set<Integer> found = new LinkedHashSet<>();
        Set<Integer> seen = new TreeSet<>(List.of(node));
        Deque<Integer> open = new ArrayDeque<>(seen);
        while (!open.isEmpty() && found.size() < TaskResult.MAX_BLOCKERS) {
            int blocked = open.remove();
            for (int i = 0; i < plan.dependencyCount(blocked); i++) {
                int above = plan.dependency(blocked, i);
                if (isCulprit(above)) {
                    found.add(above);
                } else if (state.readiness().isBlockedForGood(above) && seen.add(above)) {
                    open.add(above);
                }
            }
        }
        return found.stream()
                .limit(TaskResult.MAX_BLOCKERS)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Whether it has ended, and not so that its dependants may run. */
    private boolean isCulprit(int node) {
        return !state.readiness().wentWell(node) && state.status(node).isTerminal();
    }

    private Map<String, TaskResult> results() {
        findCulprits();
        Map<String, TaskResult> results = new LinkedHashMap<>(plan.size() * 2);
        for (int node = 0; node < plan.size(); node++) {
            if (!Undoing.isConcerned(state, node)) {
                continue;
            }
            results.put(plan.name(node), result(node));
            MapItems map = state.items().of(node);
            for (int item = 0; map != null && item < map.count(); item++) {
                TaskResult result = result(map.first() + item);
                results.put(result.task(), result);
            }
        }
        return results;
    }

    private TaskResult result(int node) {
        NodeTable nodes = state.nodes();
        boolean isItem = state.items().isItem(node);
        String name = plan.name(state.node(node));
        return new TaskResult(
                isItem ? new Activation(state.node(node), state.items().item(node), 1).label(name) : name,
                nodes.status(node),
                nodes.attempts(node),
                nodes.output(node),
                nodes.error(node),
                known(nodes.startedAt(node)),
                known(nodes.endedAt(node)),
                blockedBy(node),
                nodes.log(node),
                isItem ? name : null,
                Undoing.isCompensation(state, node)
                        ? plan.name(plan.phases().undone(state.node(node)))
                        : null,
                nodes.cacheHits.origin(node));
    }

    private static @Nullable Long known(long time) {
        return time == NodeTable.NONE ? null : (Long) time;
    }

    private List<String> blockedBy(int node) {
        if (state.status(node) == TaskStatus.PENDING && state.grows()) {
            List<String> missing = state.tasks().missing(node);
            return missing.subList(0, Math.min(missing.size(), TaskResult.MAX_BLOCKERS));
        }
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
        int others = plan.isFinal(node) ? plan.firstFinal() : 0;
        for (int other = 0; other < others && names.size() < TaskResult.MAX_BLOCKERS; other++) {
            if (!state.readiness().isSettled(other)) {
                names.add(plan.name(other));
            }
        }
        return List.copyOf(names);
    }

    /** In topological order each node that is blocked for good inherits the culprits of those that block it. */
    private void findCulprits() {
        for (int node : plan.inTopologicalOrder()) {
            culprits[node] = state.readiness().isBlockedForGood(node) ? inherited(node) : NOBODY;
        }
    }

    private int[] inherited(int node) {
        int[] found = new int[TaskResult.MAX_BLOCKERS];
        int count = 0;
        for (int i = 0; i < plan.dependencyCount(node); i++) {
            int dependency = plan.dependency(node, i);
            for (int culprit : isCulprit(dependency) ? new int[] {dependency} : culprits[dependency]) {
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
