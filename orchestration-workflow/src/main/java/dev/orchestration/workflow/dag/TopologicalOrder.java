package dev.orchestration.workflow.dag;

import java.util.Arrays;

/**
 * Kahn's algorithm, stable: of all nodes that are free the one declared first comes next, so the order is a function of
 * the declaration alone. O((nodes + edges) · log nodes), iterative.
 */
final class TopologicalOrder {
    private TopologicalOrder() {}

    /** The order; shorter than the number of nodes exactly when there is a cycle, without what is on or behind one. */
    static int[] of(Edges dependencies, Edges dependants) {
        int[] open = dependencies.degrees();
        int[] order = new int[open.length];
        int count = 0;
        IntHeap free = new IntHeap();
        for (int node = 0; node < open.length; node++) {
            if (open[node] == 0) {
                free.push(node);
            }
        }
        while (!free.isEmpty()) {
            int node = free.pop();
            order[count++] = node;
            for (int i = dependants.starts[node]; i < dependants.starts[node + 1]; i++) {
                int target = dependants.targets[i];
                if (--open[target] == 0) {
                    free.push(target);
                }
            }
        }
        return count == order.length ? order : Arrays.copyOf(order, count);
    }

    /** The level of each node: 0 without dependencies, else one more than its highest dependency. */
    static int[] levels(int[] order, Edges dependencies) {
        int[] levels = new int[dependencies.size()];
        for (int node : order) {
            int level = 0;
            for (int i = dependencies.starts[node]; i < dependencies.starts[node + 1]; i++) {
                level = Math.max(level, levels[dependencies.targets[i]] + 1);
            }
            levels[node] = level;
        }
        return levels;
    }
}
