package dev.orchestration.workflow.dag;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The edges of a graph over the nodes 0 … n-1 in two int arrays: the targets of node {@code i} are
 * {@code targets[starts[i]]} up to, but not including, {@code targets[starts[i + 1]]}. Immutable; the arrays are shared
 * inside this package only and never written after construction.
 */
final class Edges {
    final int[] starts;
    final int[] targets;

    Edges(int[] starts, int[] targets) {
        this.starts = starts;
        this.targets = targets;
    }

    int size() {
        return starts.length - 1;
    }

    int degree(int node) {
        return starts[node + 1] - starts[node];
    }

    void forEach(int node, IntConsumer action) {
        for (int i = starts[node]; i < starts[node + 1]; i++) {
            action.accept(targets[i]);
        }
    }

    /** The targets of one node, ascending. */
    int[] sorted(int node) {
        int[] some = Arrays.copyOfRange(targets, starts[node], starts[node + 1]);
        Arrays.sort(some);
        return some;
    }

    /** The same edges seen from the other end; the targets of each node are ascending. Linear. */
    Edges reversed() {
        int[] begin = new int[starts.length];
        for (int target : targets) {
            begin[target + 1]++;
        }
        for (int i = 1; i < begin.length; i++) {
            begin[i] += begin[i - 1];
        }
        int[] sources = new int[targets.length];
        int[] next = Arrays.copyOf(begin, size());
        for (int node = 0; node < size(); node++) {
            for (int i = starts[node]; i < starts[node + 1]; i++) {
                sources[next[targets[i]]++] = node;
            }
        }
        return new Edges(begin, sources);
    }

    /** All degrees, for a countdown. */
    int[] degrees() {
        int[] degrees = new int[size()];
        for (int node = 0; node < degrees.length; node++) {
            degrees[node] = degree(node);
        }
        return degrees;
    }
}
