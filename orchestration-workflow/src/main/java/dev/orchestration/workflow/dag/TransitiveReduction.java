package dev.orchestration.workflow.dag;

/**
 * Removes each edge that a longer path implies. What lies behind the dependencies of a node is searched backwards, never
 * below the farthest of them in topological order, and not at all for a node with one dependency: chains and fans cost
 * linear time, the worst case is O(nodes · edges); memory is always linear.
 */
final class TransitiveReduction {
    private final Edges dependencies;
    private final int[] position;
    private final int[] seenBy;
    private final int[] stack;

    private TransitiveReduction(int[] order, Edges dependencies) {
        this.dependencies = dependencies;
        position = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            position[order[i]] = i;
        }
        seenBy = new int[order.length];
        stack = new int[order.length];
    }

    /** The dependencies that are left, in their order. */
    static Edges of(int[] order, Edges dependencies) {
        return new TransitiveReduction(order, dependencies).reduce();
    }

    private Edges reduce() {
        int[] starts = new int[dependencies.starts.length];
        IntList kept = new IntList();
        for (int node = 0; node < dependencies.size(); node++) {
            if (dependencies.degree(node) > 1) {
                mark(node);
            }
            for (int i = dependencies.starts[node]; i < dependencies.starts[node + 1]; i++) {
                if (seenBy[dependencies.targets[i]] != node + 1) {
                    kept.add(dependencies.targets[i]);
                }
            }
            starts[node + 1] = kept.size();
        }
        return new Edges(starts, kept.toArray());
    }

    /** Marks what {@code node} reaches by two edges or more, down to its farthest direct dependency. */
    private void mark(int node) {
        int floor = Integer.MAX_VALUE;
        for (int i = dependencies.starts[node]; i < dependencies.starts[node + 1]; i++) {
            floor = Math.min(floor, position[dependencies.targets[i]]);
        }
        int top = 0;
        for (int i = dependencies.starts[node]; i < dependencies.starts[node + 1]; i++) {
            top = pushBelow(dependencies.targets[i], node, floor, top);
            while (top > 0) {
                top = pushBelow(stack[top - 1], node, floor, top - 1);
            }
        }
    }

    private int pushBelow(int from, int node, int floor, int top) {
        int next = top;
        for (int i = dependencies.starts[from]; i < dependencies.starts[from + 1]; i++) {
            int target = dependencies.targets[i];
            if (position[target] >= floor && seenBy[target] != node + 1) {
                seenBy[target] = node + 1;
                stack[next++] = target;
            }
        }
        return next;
    }
}
