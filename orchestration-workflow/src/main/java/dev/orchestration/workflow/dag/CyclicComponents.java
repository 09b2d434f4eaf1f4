package dev.orchestration.workflow.dag;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * The strongly connected components with more than one node, among the nodes that no topological order holds: Tarjan's
 * algorithm (1972) with a stack of its own, linear. On the way it notes the nodes that an edge leads back to while they
 * are being searched: every cycle goes through at least one of them, so few searches find the shortest.
 *
 * <p>JGraphT has the same search (Kosaraju) over objects; on a graph of a million tasks that took longer than all the
 * rest together, so int arrays are used here too. The tests hold both against each other.
 */
final class CyclicComponents {
    private static final int NEW = 0;
    private static final int CLOSED = -1;

    /** A frame of the search lies together in {@link #path}: going back to it costs no look at a random place. */
    private static final int NODE = 0;

    private static final int NEXT_EDGE = 1;
    private static final int END = 2;
    private static final int LOW = 3;
    private static final int FRAME = 4;

    private final Edges edges;
    /** The place in the order of discovery, from 1, while the component of the node is not complete. */
    private final int[] found;

    private final BitSet onPath = new BitSet();
    private final BitSet entries = new BitSet();
    private final List<int[]> components = new ArrayList<>();
    private int[] path = new int[1024 * FRAME];
    private final int[] open;
    private int top = -FRAME;
    private int openLength;
    private int discoveries;

    private CyclicComponents(Edges edges, int most) {
        this.edges = edges;
        found = new int[edges.size()];
        open = new int[most];
    }

    /** @param sorted the nodes that the topological order holds */
    static CyclicComponents of(Edges edges, int[] sorted) {
        CyclicComponents search = new CyclicComponents(edges, edges.size() - sorted.length);
        for (int node : sorted) {
            search.found[node] = CLOSED;
        }
        for (int node = 0; node < edges.size(); node++) {
            if (search.found[node] == NEW) {
                search.from(node);
            }
        }
        search.components.sort(Comparator.comparingInt(members -> members[0]));
        return search;
    }

    /** The members of each component ascending, the components by their first member. */
    List<int[]> components() {
        return components;
    }

    /** Whether it belongs to a set of nodes of which every cycle has at least one. */
    boolean isEntry(int node) {
        return entries.get(node);
    }

    private void from(int root) {
        discover(root);
        while (top >= 0) {
            if (path[top + NEXT_EDGE] < path[top + END]) {
                look(edges.targets[path[top + NEXT_EDGE]++]);
            } else {
                finish();
            }
        }
    }

    private void discover(int node) {
        top += FRAME;
        if (top == path.length) {
            path = Arrays.copyOf(path, 2 * top);
        }
        discoveries++;
        path[top + NODE] = node;
        path[top + NEXT_EDGE] = edges.starts[node];
        path[top + END] = edges.starts[node + 1];
        path[top + LOW] = discoveries;
        found[node] = discoveries;
        open[openLength++] = node;
        onPath.set(node);
    }

    private void look(int target) {
        int when = found[target];
        if (when == NEW) {
            discover(target);
        } else if (when != CLOSED) {
            path[top + LOW] = Math.min(path[top + LOW], when);
            if (onPath.get(target)) {
                entries.set(target);
            }
        }
    }

    private void finish() {
        int node = path[top + NODE];
        int low = path[top + LOW];
        top -= FRAME;
        onPath.clear(node);
        if (top >= 0) {
            path[top + LOW] = Math.min(path[top + LOW], low);
        }
        if (low == found[node]) {
            close(node);
        }
    }

    private void close(int node) {
        int from = openLength;
        do {
            from--;
            found[open[from]] = CLOSED;
        } while (open[from] != node);
        if (openLength - from > 1) {
            int[] members = Arrays.copyOfRange(open, from, openLength);
            Arrays.sort(members);
            components.add(members);
        }
        openLength = from;
    }
}
