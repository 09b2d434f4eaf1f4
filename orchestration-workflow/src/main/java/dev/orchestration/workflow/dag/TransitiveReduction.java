package dev.orchestration.workflow.dag;

import java.util.Arrays;

/**
 * Removes each edge that a longer path implies. Nodes are taken in topological order, so what a node depends on is
 * reduced already; of its dependencies the one that comes last in that order is looked at first, and everything behind it
 * is marked, along reduced edges and not beyond the first dependency. A dependency that is marked is implied. Chains, fans
 * and graphs with every possible edge cost linear time in their edges; the worst case is O(nodes · edges of the result),
 * memory is always linear. JGraphT's reduction takes a bit for each pair of nodes, which is 125 GB for a million.
 */
final class TransitiveReduction {
    private final Edges dependencies;
    private final int[] order;
    private final int[] position;
    /** By node, where its kept dependencies begin in {@link #kept} and how many they are. */
    private final int[] begin;

    private final int[] count;
    private final IntList kept;
    private final int[] seenBy;
    private final int[] stack;

    private TransitiveReduction(int[] order, Edges dependencies) {
        this.dependencies = dependencies;
        this.order = order;
        position = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            position[order[i]] = i;
        }
        begin = new int[order.length];
        count = new int[order.length];
        kept = new IntList(order.length);
        seenBy = new int[order.length];
        stack = new int[order.length];
    }

    /** The dependencies that are left, in their order. */
    static Edges of(int[] order, Edges dependencies) {
        TransitiveReduction reduction = new TransitiveReduction(order, dependencies);
        for (int node : order) {
            reduction.reduce(node);
        }
        return reduction.edges();
    }

    private void reduce(int node) {
        int[] places = new int[dependencies.degree(node)];
        for (int i = 0; i < places.length; i++) {
            places[i] = position[dependencies.targets[dependencies.starts[node] + i]];
        }
        Arrays.sort(places);
        for (int i = places.length - 1; i > 0; i--) {
            markBehind(order[places[i]], node, places[0]);
        }
        begin[node] = kept.size();
        for (int i = dependencies.starts[node]; i < dependencies.starts[node + 1]; i++) {
            if (seenBy[dependencies.targets[i]] != node + 1) {
                kept.add(dependencies.targets[i]);
            }
        }
        count[node] = kept.size() - begin[node];
    }

    /** Marks for {@code node} what {@code from} reaches down to {@code floor}, unless that is marked, and so is this. */
    private void markBehind(int from, int node, int floor) {
        if (seenBy[from] == node + 1) {
            return;
        }
        int top = 0;
        stack[top++] = from;
        while (top > 0) {
            int at = stack[--top];
            for (int i = begin[at]; i < begin[at] + count[at]; i++) {
                int target = kept.get(i);
                if (position[target] >= floor && seenBy[target] != node + 1) {
                    seenBy[target] = node + 1;
                    stack[top++] = target;
                }
            }
        }
    }

    private Edges edges() {
        int[] starts = new int[order.length + 1];
        for (int node = 0; node < order.length; node++) {
            starts[node + 1] = starts[node] + count[node];
        }
        int[] all = kept.takeArray();
        int[] targets = new int[all.length];
        for (int node = 0; node < order.length; node++) {
            System.arraycopy(all, begin[node], targets, starts[node], count[node]);
        }
        return new Edges(starts, targets);
    }
}
