package dev.orchestration.tasks.decide;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The ready nodes of one execution in the order of its {@link SelectionPolicy}. Keys never change while a node is ready.
 * Nodes that need no worker, because they only wait, stand in a line of their own. Confined to the thread that owns the
 * execution.
 */
final class ReadyQueue {
    /** Stands for no node. */
    static final int NOBODY = -1;

    private static final Comparator<ReadyNode> IN_ORDER =
            Comparator.comparingLong(ReadyNode::order).thenComparingLong(ReadyNode::seq);

    private final SelectionPolicy policy;
    private final Items items;
    private final boolean ranked;
    private final ReadyLine work = new ReadyLine();
    private final ReadyLine idle = new ReadyLine();
    /** By node, the number of its place in a line; what stands there under another number is out of date. */
    private long[] places;

    private long seq;
    private IntPredicate waits = node -> false;

    ReadyQueue(int size, SelectionPolicy policy, Items items) {
        this.policy = policy;
        this.items = items;
        this.ranked = policy.ranked();
        this.places = new long[size];
    }

    /** The plan has got so many nodes. */
    void grow(int size) {
        if (places.length < size) {
            places = Arrays.copyOf(places, Math.max(size, 2 * places.length));
        }
    }

    /** From now on nodes that {@code apart} names stand in the line of those that need no worker. */
    void setApart(IntPredicate apart) {
        List<ReadyNode> all = inOrder();
        work.clear();
        idle.clear();
        waits = apart;
        all.forEach(each -> add(each.node(), each.order(), each.seq(), each.rank()));
    }

    void add(int node, long readyAt) {
        seq++;
        places[node] = seq;
        int ranks = items.node(node);
        add(node, policy.order(ranks), seq, policy.rank(ranks, readyAt));
    }

    private void add(int node, long order, long place, long rank) {
        line(node).add(ranked ? rank : order, ranked ? order : 0, place, node, rank);
    }

    private ReadyLine line(int node) {
        return waits.test(node) ? idle : work;
    }

    /** The node that goes first of those that need a worker, {@link #NOBODY} if none is ready. */
    int head() {
        return head(work);
    }

    /** The node that goes first of those that stand apart. */
    int idleHead() {
        return head(idle);
    }

    private int head(ReadyLine line) {
        while (!line.isEmpty()) {
            int node = line.headNode();
            if (places[node] == line.headSeq()) {
                return node;
            }
            line.takeHead();
        }
        return NOBODY;
    }

    /** The rank of {@link #head()}, which there must be. */
    long headRank() {
        return work.headRank();
    }

    /** The place of {@link #head()}, which there must be. */
    long headSeq() {
        return work.headSeq();
    }

    /** The node is not ready any more; does nothing if it was not. */
    void remove(int node) {
        places[node] = 0;
        ReadyLine line = line(node);
        if (!line.isEmpty() && line.headNode() == node) {
            line.takeHead();
        }
    }

    /** Takes the head out for a while; it keeps its place. Null if none is ready. */
    @Nullable
    ReadyNode takeHead() {
        int node = head();
        if (node == NOBODY) {
            return null;
        }
        ReadyNode taken = new ReadyNode(work.headRank(), policy.order(items.node(node)), work.headSeq(), node);
        work.takeHead();
        return taken;
    }

    /** Adds a node again with the place it had; of several the one that was taken last comes first. */
    void putBack(ReadyNode node) {
        long first = ranked ? node.rank() : node.order();
        work.putBack(first, ranked ? node.order() : 0, node.seq(), node.node(), node.rank());
    }

    void clear() {
        work.clear();
        idle.clear();
        Arrays.fill(places, 0);
    }

    /** What is ready, in its order; a copy. */
    List<ReadyNode> inOrder() {
        List<ReadyNode> all = new ArrayList<>();
        for (ReadyLine line : List.of(work, idle)) {
            for (int i = 0; i < line.size(); i++) {
                if (places[line.node(i)] == line.seq(i)) {
                    all.add(new ReadyNode(
                            line.rank(i), policy.order(items.node(line.node(i))), line.seq(i), line.node(i)));
                }
            }
        }
        all.sort(ranked ? Comparator.comparingLong(ReadyNode::rank).thenComparing(IN_ORDER) : IN_ORDER);
        return all;
    }
}
