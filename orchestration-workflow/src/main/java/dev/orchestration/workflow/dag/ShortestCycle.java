package dev.orchestration.workflow.dag;

/**
 * Finds a shortest cycle of a strongly connected component: a breadth-first search from each member, in declaration
 * order, gives the shortest cycle through it; a member that was searched is left out of the next searches. That is
 * O(members · edges), so it is bounded: after {@link #BUDGET} edges, counted over all components of a graph, the
 * shortest cycle found so far is the answer, and each component gets at least one whole search. Up to about 3,000
 * members with one edge each, the answer is exact.
 */
final class ShortestCycle {
    static final long BUDGET = 10_000_000;

    private final Edges edges;
    private final int[] componentOf;
    private final int[] seenBy;
    private final int[] parent;
    private final int[] depth;
    private final int[] queue;
    private long spent;
    private int components;

    ShortestCycle(Edges edges) {
        this.edges = edges;
        int size = edges.size();
        componentOf = new int[size];
        seenBy = new int[size];
        parent = new int[size];
        depth = new int[size];
        queue = new int[size];
    }

    /** The cycle in the direction of the edges, each node once, beginning with the one declared first. */
    int[] of(int[] members) {
        components++;
        for (int member : members) {
            componentOf[member] = components;
        }
        int[] best = new int[0];
        for (int start : members) {
            int[] found = through(start, best.length == 0 ? Integer.MAX_VALUE : best.length);
            best = found.length > 0 ? found : best;
            componentOf[start] = 0;
            if (best.length == 2 || (best.length > 0 && spent > BUDGET)) {
                break;
            }
        }
        return best;
    }

    /** The shortest cycle through {@code start} with fewer than {@code limit} nodes, or nothing. */
    private int[] through(int start, int limit) {
        int head = 0;
        int tail = 0;
        queue[tail++] = start;
        seenBy[start] = start + 1;
        depth[start] = 1;
        while (head < tail && depth[queue[head]] < limit) {
            int node = queue[head++];
            spent += edges.degree(node);
            for (int i = edges.starts[node]; i < edges.starts[node + 1]; i++) {
                int target = edges.targets[i];
                if (target == start) {
                    return path(node);
                }
                if (componentOf[target] == componentOf[start] && seenBy[target] != start + 1) {
                    seenBy[target] = start + 1;
                    parent[target] = node;
                    depth[target] = depth[node] + 1;
                    queue[tail++] = target;
                }
            }
        }
        return new int[0];
    }

    private int[] path(int last) {
        int[] path = new int[depth[last]];
        for (int i = path.length - 1, node = last; i >= 0; i--, node = parent[node]) {
            path[i] = node;
        }
        return path;
    }
}
