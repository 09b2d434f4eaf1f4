package dev.orchestration.workflow.dag;

/**
 * Finds a shortest cycle of a strongly connected component. Every cycle goes through one of the component's entries ({@link
 * CyclicComponents}), so breadth-first searches from these find it: first two without bound, from an entry and from the
 * task of the cycle found so that has the fewest ways on, where one edge too many usually is; then from each entry for
 * cycles of at most 2, 4, 8 … tasks, until none shorter is possible.
 *
 * <p>The worst case is O(entries · edges), so it is bounded: after {@link #BUDGET} edges, counted over all components of
 * a graph, the shortest cycle found so far is the answer; each component gets its unbounded searches. So the answer is
 * exact for components of a thousand entries and edges, for most graphs with one edge too many, and for short cycles.
 */
final class ShortestCycle {
    static final long BUDGET = 5_000_000;

    /** What is known of a node lies together in {@link #nodes}, because at random places every look costs. */
    private static final int COMPONENT = 0;

    private static final int SEEN_BY = 1;
    private static final int PARENT = 2;
    private static final int FIELDS = 4;

    private final Edges edges;
    private final int[] nodes;
    private final int[] queue;
    private long spent;
    private int components;
    private int searches;

    ShortestCycle(Edges edges) {
        this.edges = edges;
        nodes = new int[edges.size() * FIELDS];
        queue = new int[edges.size()];
    }

    /**
     * The cycle in the direction of the edges, each node once, beginning with the one declared first.
     *
     * @param members of a component
     * @param entries those of them of which every cycle has one, ascending
     */
    int[] of(int[] members, int[] entries) {
        components++;
        for (int member : members) {
            nodes[member * FIELDS + COMPONENT] = components;
        }
        int[] best = through(entries[0], members.length);
        best = shorter(best, through(narrowest(best), best.length - 1));
        for (int bound = 1; bound < best.length - 1 && spent <= BUDGET; ) {
            bound = Math.min(2 * bound, best.length - 1);
            for (int i = 1; i < entries.length && spent <= BUDGET; i++) {
                best = shorter(best, through(entries[i], Math.min(bound, best.length - 1)));
            }
        }
        return fromFirst(best);
    }

    private static int[] shorter(int[] best, int[] found) {
        return found.length > 0 && found.length < best.length ? found : best;
    }

    /** The node of the cycle with the fewest edges that stay in the component; of equals the first on the cycle. */
    private int narrowest(int[] cycle) {
        int narrowest = cycle[0];
        int fewest = Integer.MAX_VALUE;
        for (int node : cycle) {
            int inside = 0;
            for (int i = edges.starts[node]; i < edges.starts[node + 1]; i++) {
                inside += nodes[edges.targets[i] * FIELDS + COMPONENT] == components ? 1 : 0;
            }
            if (inside < fewest) {
                fewest = inside;
                narrowest = node;
            }
        }
        return narrowest;
    }

    /** The shortest cycle through {@code start} with at most {@code most} nodes, or nothing. */
    private int[] through(int start, int most) {
        int search = ++searches;
        int tail = 0;
        queue[tail++] = start;
        nodes[start * FIELDS + SEEN_BY] = search;
        int head = 0;
        for (int length = 1; length <= most && head < tail; length++) {
            for (int end = tail; head < end; head++) {
                int node = queue[head];
                spent += edges.degree(node);
                for (int i = edges.starts[node]; i < edges.starts[node + 1]; i++) {
                    int target = edges.targets[i];
                    if (target == start) {
                        return path(node, length);
                    }
                    tail = length < most && see(target, node, search) ? push(target, tail) : tail;
                }
            }
        }
        return new int[0];
    }

    private boolean see(int target, int node, int search) {
        int at = target * FIELDS;
        if (nodes[at + COMPONENT] != components || nodes[at + SEEN_BY] == search) {
            return false;
        }
        nodes[at + SEEN_BY] = search;
        nodes[at + PARENT] = node;
        return true;
    }

    private int push(int target, int tail) {
        queue[tail] = target;
        return tail + 1;
    }

    private int[] path(int last, int length) {
        int[] path = new int[length];
        for (int i = length - 1, node = last; i >= 0; i--, node = nodes[node * FIELDS + PARENT]) {
            path[i] = node;
        }
        return path;
    }

    private static int[] fromFirst(int[] cycle) {
        int first = 0;
        for (int i = 1; i < cycle.length; i++) {
            first = cycle[i] < cycle[first] ? i : first;
        }
        int[] turned = new int[cycle.length];
        for (int i = 0; i < cycle.length; i++) {
            turned[i] = cycle[(first + i) % cycle.length];
        }
        return turned;
    }
}
