package dev.orchestration.tasks.decide;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * The edges of a plan that grows node by node. A dependency may come after its dependants: until then it is {@link
 * #MISSING}. Adding a node costs its edges, amortised. Confined to the thread that owns the execution.
 */
final class GrowingEdges {
    /** Stands for a dependency that is not in the plan yet. */
    static final int MISSING = -1;

    private static final int[] NONE = {};

    private int size;
    private int[][] dependencies = new int[16][];
    private int[] missing = new int[16];
    private int[][] dependants = new int[16][];
    private int[] dependantCounts = new int[16];

    /** The next node, which depends on {@code on}; what is missing of that is {@link #MISSING}. */
    int add(int[] on) {
        if (size == missing.length) {
            dependencies = Arrays.copyOf(dependencies, 2 * size);
            missing = Arrays.copyOf(missing, 2 * size);
            dependants = Arrays.copyOf(dependants, 2 * size);
            dependantCounts = Arrays.copyOf(dependantCounts, 2 * size);
        }
        int node = size++;
        dependencies[node] = on.clone();
        dependants[node] = NONE;
        for (int dependency : on) {
            if (dependency == MISSING) {
                missing[node]++;
            } else {
                link(dependency, node);
            }
        }
        return node;
    }

    /** The {@code i}-th dependency of {@code node}, missing until now, is {@code dependency}. */
    void arrived(int node, int i, int dependency) {
        dependencies[node][i] = dependency;
        missing[node]--;
        link(dependency, node);
    }

    private void link(int dependency, int dependant) {
        int count = dependantCounts[dependency]++;
        if (count == dependants[dependency].length) {
            dependants[dependency] = Arrays.copyOf(dependants[dependency], Math.max(4, 2 * count));
        }
        dependants[dependency][count] = dependant;
    }

    /** How many dependencies of {@code node} are not in the plan yet. */
    int missing(int node) {
        return missing[node];
    }

    int dependencyCount(int node) {
        return dependencies[node].length;
    }

    int dependency(int node, int i) {
        return dependencies[node][i];
    }

    int dependantCount(int node) {
        return dependantCounts[node];
    }

    int dependant(int node, int i) {
        return dependants[node][i];
    }

    /** Every node after those that it depends on; of several free ones the one that was added first comes first. */
    int[] topologicalOrder() {
        int[] open = new int[size];
        Deque<Integer> free = new ArrayDeque<>();
        for (int node = 0; node < size; node++) {
            open[node] = dependencies[node].length - missing[node];
            if (open[node] == 0) {
                free.add(node);
            }
        }
        int[] order = new int[size];
        int end = 0;
        for (Integer node = free.poll(); node != null; node = free.poll()) {
            order[end++] = node;
            for (int i = 0; i < dependantCounts[node]; i++) {
                if (--open[dependants[node][i]] == 0) {
                    free.add(dependants[node][i]);
                }
            }
        }
        if (end != size) {
            throw new IllegalStateException("the plan has a cycle, which should have been refused");
        }
        return order;
    }
}
