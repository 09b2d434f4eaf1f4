package dev.orchestration.tasks.decide;

import java.util.stream.IntStream;

/**
 * The topological order of a plan in which, of several free nodes, the one declared first comes first. Edges come as ranges:
 * those of a node lie from its start to that of the next.
 */
final class FirstOrder {
    private final int[] dependencyStarts;
    private final int[] dependantStarts;
    private final int[] dependants;
    private final int size;

    private FirstOrder(int[] dependencyStarts, int[] dependantStarts, int[] dependants) {
        this.dependencyStarts = dependencyStarts;
        this.dependantStarts = dependantStarts;
        this.dependants = dependants;
        this.size = dependencyStarts.length - 1;
    }

    /** @throws IllegalArgumentException if there is a cycle */
    static int[] of(int[] dependencyStarts, int[] dependencies, int[] dependantStarts, int[] dependants) {
        return isDeclaredInOrder(dependencyStarts, dependencies)
                ? IntStream.range(0, dependencyStarts.length - 1).toArray()
                : new FirstOrder(dependencyStarts, dependantStarts, dependants).search();
    }

    /** By node, its place in the order. */
    static int[] ranks(int[] order) {
        int[] ranks = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            ranks[order[i]] = i;
        }
        return ranks;
    }

    /** Whether each node was declared after those that it depends on, as most people write. */
    private static boolean isDeclaredInOrder(int[] starts, int[] dependencies) {
        for (int node = 0; node < starts.length - 1; node++) {
            for (int i = starts[node]; i < starts[node + 1]; i++) {
                if (dependencies[i] >= node) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Kahn's algorithm. */
    private int[] search() {
        int[] open = new int[size];
        NodeHeap free = new NodeHeap(new long[size]);
        for (int node = 0; node < size; node++) {
            open[node] = dependencyStarts[node + 1] - dependencyStarts[node];
            if (open[node] == 0) {
                free.add(node);
            }
        }
        int[] order = new int[size];
        int end = 0;
        while (!free.isEmpty()) {
            int node = free.poll();
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
}
