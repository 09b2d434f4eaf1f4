package dev.orchestration.tasks.decide;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a new task would close a cycle: whether one of those that wait for it is, over any number of steps, among those
 * that it waits for. Searched from both ends in turn, node by node, so that it costs no more than twice the smaller side; a
 * task that nobody waits for yet, or that waits for nobody, costs nothing.
 */
final class CycleSearch {
    private final ExecutionPlan plan;
    /** A node that the new task depends on, and the one before it on the way there; null for a direct dependency. */
    private final Map<Integer, @Nullable Integer> needed = new LinkedHashMap<>();
    /** A node that depends on the new task, and the one after it on the way back; null for a direct dependant. */
    private final Map<Integer, @Nullable Integer> needing = new LinkedHashMap<>();

    private final Deque<Integer> neededNext = new ArrayDeque<>();
    private final Deque<Integer> needingNext = new ArrayDeque<>();

    private CycleSearch(ExecutionPlan plan) {
        this.plan = plan;
    }

    /**
     * The nodes of a cycle, from a dependency of the new task to one that waits for it, each before one that it depends on;
     * empty if there is none.
     *
     * @param dependencies of the new task, as far as they are in the plan
     * @param waiting those that named the new task as a dependency
     */
    static List<Integer> find(ExecutionPlan plan, List<Integer> dependencies, List<Integer> waiting) {
        CycleSearch search = new CycleSearch(plan);
        for (int node : dependencies) {
            search.reach(search.needed, search.neededNext, node, null);
        }
        for (int node : waiting) {
            if (search.needed.containsKey(node)) {
                return List.of(node);
            }
            search.reach(search.needing, search.needingNext, node, null);
        }
        return search.search();
    }

    private void reach(Map<Integer, @Nullable Integer> reached, Deque<Integer> next, int node, @Nullable Integer over) {
        if (!reached.containsKey(node)) {
            reached.put(node, over);
            next.add(node);
        }
    }

    private List<Integer> search() {
        while (!neededNext.isEmpty() && !needingNext.isEmpty()) {
            int lower = neededNext.remove();
            for (int i = 0; i < plan.dependencyCount(lower); i++) {
                int dependency = plan.dependency(lower, i);
                if (dependency == GrowingEdges.MISSING) {
                    continue;
                }
                reach(needed, neededNext, dependency, lower);
                if (needing.containsKey(dependency)) {
                    return path(dependency);
                }
            }
            int upper = needingNext.remove();
            for (int i = 0; i < plan.dependantCount(upper); i++) {
                int dependant = plan.dependant(upper, i);
                reach(needing, needingNext, dependant, upper);
                if (needed.containsKey(dependant)) {
                    return path(dependant);
                }
            }
        }
        return List.of();
    }

    private List<Integer> path(int meeting) {
        List<Integer> path = new ArrayList<>();
        for (Integer node = meeting; node != null; node = needed.get(node)) {
            path.add(node);
        }
        Collections.reverse(path);
        for (Integer node = needing.get(meeting); node != null; node = needing.get(node)) {
            path.add(node);
        }
        return path;
    }
}
