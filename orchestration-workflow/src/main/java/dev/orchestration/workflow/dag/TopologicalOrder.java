package dev.orchestration.workflow.dag;

import dev.orchestration.tasks.decide.PlaceSet;
import java.util.Arrays;

/**
 * Kahn's algorithm, stable: of all nodes that are free the one declared first comes next, so the order is a function of
 * the declaration alone. Iterative; linear but for the choice of the lowest free node, which takes a few steps.
 */
final class TopologicalOrder {
    private TopologicalOrder() {}

    /** The order; shorter than the number of nodes exactly when there is a cycle, without what is on or behind one. */
    static int[] of(Edges dependencies, Edges dependants) {
        if (isDeclared(dependencies)) {
            return declared(dependencies.size());
        }
        int[] open = dependencies.degrees();
        int[] order = new int[open.length];
        int count = 0;
        PlaceSet free = new PlaceSet(open.length);
        for (int node = 0; node < open.length; node++) {
            if (open[node] == 0) {
                free.add(node);
            }
        }
        for (int node = free.next(0); node != PlaceSet.NONE; node = free.next(0)) {
            free.remove(node);
            order[count++] = node;
            for (int i = dependants.starts[node]; i < dependants.starts[node + 1]; i++) {
                int target = dependants.targets[i];
                if (--open[target] == 0) {
                    free.add(target);
                }
            }
        }
        return count == order.length ? order : Arrays.copyOf(order, count);
    }

    /** Whether every node was declared after its dependencies: then the declaration is the order. */
    private static boolean isDeclared(Edges dependencies) {
        for (int node = 0; node < dependencies.size(); node++) {
            for (int i = dependencies.starts[node]; i < dependencies.starts[node + 1]; i++) {
                if (dependencies.targets[i] >= node) {
                    return false;
                }
            }
        }
        return true;
    }

    private static int[] declared(int size) {
        int[] order = new int[size];
        for (int node = 0; node < size; node++) {
            order[node] = node;
        }
        return order;
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
