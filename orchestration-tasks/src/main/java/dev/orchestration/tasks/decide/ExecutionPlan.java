package dev.orchestration.tasks.decide;

import dev.orchestration.tasks.TaskSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * What an execution will do, by index: names became ints once, edges are two int arrays in each direction. Immutable.
 *
 * <p>Compressed sparse rows: the dependants of node {@code i} are {@code targets[starts[i] .. starts[i + 1])}. The
 * remaining path of a node is its own estimate plus the longest of its dependants' (Kelley and Walker's critical path
 * method), computed backwards over a topological order.
 */
public final class ExecutionPlan {
    private final List<TaskSpec> specs;
    private final long[] estimates;
    private final int[] dependencyStarts;
    private final int[] dependencies;
    private final int[] dependantStarts;
    private final int[] dependants;
    private final int[] topologicalRank;
    private final long[] remainingPath;

    /** As {@link #ExecutionPlan(List, List, Map)} where no earlier run is known. */
    public ExecutionPlan(List<TaskSpec> specs, List<int[]> dependencyLists) {
        this(specs, dependencyLists, Map.of());
    }

    /**
     * Makes a plan.
     *
     * @param dependencyLists by node, the nodes it depends on; no cycle, no duplicates
     * @param observed by name, how long nodes took in earlier runs; goes before their estimates, and a node of which neither
     *     is known counts for the median of the others
     * @throws IllegalArgumentException if there is a cycle; readers have reported it to people before
     */
    public ExecutionPlan(List<TaskSpec> specs, List<int[]> dependencyLists, Map<String, Duration> observed) {
        int size = specs.size();
        this.specs = List.copyOf(specs);
        this.estimates = Estimates.of(specs, observed);
        dependencyStarts = new int[size + 1];
        dependantStarts = new int[size + 1];
        for (int node = 0; node < size; node++) {
            dependencyStarts[node + 1] = dependencyStarts[node] + dependencyLists.get(node).length;
            for (int dependency : dependencyLists.get(node)) {
                dependantStarts[dependency + 1]++;
            }
        }
        for (int node = 0; node < size; node++) {
            dependantStarts[node + 1] += dependantStarts[node];
        }
        dependencies = new int[dependencyStarts[size]];
        dependants = new int[dependencies.length];
        fill(dependencyLists);
        int[] order = topologicalOrder();
        topologicalRank = new int[size];
        for (int i = 0; i < size; i++) {
            topologicalRank[order[i]] = i;
        }
        remainingPath = remainingPath(order);
    }

    private void fill(List<int[]> lists) {
        int[] next = dependantStarts.clone();
        for (int node = 0; node < lists.size(); node++) {
            int[] list = lists.get(node);
            System.arraycopy(list, 0, dependencies, dependencyStarts[node], list.length);
            for (int dependency : list) {
                dependants[next[dependency]++] = node;
            }
        }
    }

    /** Kahn's algorithm; of several free nodes the one declared first comes first. */
    private int[] topologicalOrder() {
        int size = specs.size();
        int[] open = new int[size];
        PriorityQueue<Integer> free = new PriorityQueue<>();
        for (int node = 0; node < size; node++) {
            open[node] = dependencyCount(node);
            if (open[node] == 0) {
                free.add(node);
            }
        }
        int[] order = new int[size];
        int end = 0;
        for (Integer node = free.poll(); node != null; node = free.poll()) {
            order[end++] = node;
            for (int i = dependantStarts[node]; i < dependantStarts[node + 1]; i++) {
                if (--open[dependants[i]] == 0) {
                    free.add(dependants[i]);
                }
            }
        }
        if (end != size) {
            throw new IllegalArgumentException("the plan has a cycle");
        }
        return order;
    }

    private long[] remainingPath(int[] order) {
        long[] path = new long[order.length];
        for (int at = order.length - 1; at >= 0; at--) {
            int node = order[at];
            long longest = 0;
            for (int i = dependantStarts[node]; i < dependantStarts[node + 1]; i++) {
                longest = Math.max(longest, path[dependants[i]]);
            }
            path[node] = longest + estimate(node);
        }
        return path;
    }

    /** How long the node is expected to take, in microseconds. */
    public long estimate(int node) {
        return estimates[node];
    }

    public int size() {
        return specs.size();
    }

    public TaskSpec spec(int node) {
        return specs.get(node);
    }

    public String name(int node) {
        return specs.get(node).name();
    }

    public int dependencyCount(int node) {
        return dependencyStarts[node + 1] - dependencyStarts[node];
    }

    /** The {@code i}-th dependency of {@code node}. */
    public int dependency(int node, int i) {
        return dependencies[dependencyStarts[node] + i];
    }

    public int dependantCount(int node) {
        return dependantStarts[node + 1] - dependantStarts[node];
    }

    /** The {@code i}-th dependant of {@code node}. */
    public int dependant(int node, int i) {
        return dependants[dependantStarts[node] + i];
    }

    /** The node's place in one fixed topological order. */
    public int topologicalRank(int node) {
        return topologicalRank[node];
    }

    /** The longest expected path from the node's start to the end, in microseconds. */
    public long remainingPath(int node) {
        return remainingPath[node];
    }
}
