package dev.orchestration.workflow.dag;

import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Longest chains and what can be reached, each in linear time and without recursion. */
final class Chains {
    private Chains() {}

    static long[] longestRemaining(long[] durations, int[] order, Edges dependants) {
        if (durations.length != order.length) {
            throw new IllegalArgumentException(durations.length + " durations of " + order.length + " tasks");
        }
        if (Arrays.stream(durations).anyMatch(duration -> duration < 0)) {
            throw new IllegalArgumentException("a duration is negative");
        }
        long[] remaining = new long[order.length];
        for (int i = order.length - 1; i >= 0; i--) {
            int node = order[i];
            long behind = 0;
            for (int edge = dependants.starts[node]; edge < dependants.starts[node + 1]; edge++) {
                behind = Math.max(behind, remaining[dependants.targets[edge]]);
            }
            long sum = behind + durations[node];
            remaining[node] = sum < 0 ? Long.MAX_VALUE : sum;
        }
        return remaining;
    }

    /** From the task without dependencies that has the most before it, always on to the dependant with the most left. */
    static CriticalPath longest(List<String> names, long[] remaining, Edges dependencies, Edges dependants) {
        IntList path = new IntList(0);
        int node = -1;
        for (int i = 0; i < remaining.length; i++) {
            boolean more = node < 0 || remaining[i] > remaining[node];
            node = dependencies.degree(i) == 0 && more ? i : node;
        }
        while (node >= 0) {
            path.add(node);
            int next = -1;
            for (int edge = dependants.starts[node]; edge < dependants.starts[node + 1]; edge++) {
                int target = dependants.targets[edge];
                next = next < 0 || remaining[target] > remaining[next] ? target : next;
            }
            node = next;
        }
        int[] nodes = path.takeArray();
        long length = nodes.length == 0 ? 0 : remaining[nodes[0]];
        return new CriticalPath(Selected.names(names, nodes), Duration.ofNanos(length));
    }

    /** What {@code edges} lead to, by one or more of them, ascending. */
    static int[] reached(Edges edges, int from) {
        BitSet reached = new BitSet(edges.size());
        int[] stack = new int[edges.size()];
        int top = 0;
        stack[top++] = from;
        while (top > 0) {
            int node = stack[--top];
            for (int i = edges.starts[node]; i < edges.starts[node + 1]; i++) {
                int target = edges.targets[i];
                if (!reached.get(target)) {
                    reached.set(target);
                    stack[top++] = target;
                }
            }
        }
        return reached.stream().toArray();
    }
}
