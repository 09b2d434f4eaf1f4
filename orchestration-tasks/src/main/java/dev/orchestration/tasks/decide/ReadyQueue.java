package dev.orchestration.tasks.decide;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The ready nodes of one execution in the order of its {@link SelectionPolicy}. Keys never change while a node is ready.
 * Confined to the thread that owns the execution.
 */
final class ReadyQueue {
    private static final Comparator<ReadyNode> IN_ORDER =
            Comparator.comparingLong(ReadyNode::order).thenComparingLong(ReadyNode::seq);

    private final SelectionPolicy policy;
    private final Comparator<ReadyNode> comparator;
    private final PriorityQueue<ReadyNode> heap;
    /** By node, the number of its place in the heap; what stands there under another number is out of date. */
    private long[] places;

    private long seq;

    ReadyQueue(int size, SelectionPolicy policy) {
        this.policy = policy;
        this.comparator =
                policy.ranked() ? Comparator.comparingLong(ReadyNode::rank).thenComparing(IN_ORDER) : IN_ORDER;
        this.heap = new PriorityQueue<>(comparator);
        this.places = new long[size];
    }

    /** The plan has got so many nodes. */
    void grow(int size) {
        if (places.length < size) {
            places = Arrays.copyOf(places, Math.max(size, 2 * places.length));
        }
    }

    void add(int node, long readyAt) {
        seq++;
        places[node] = seq;
        heap.add(new ReadyNode(policy.rank(node, readyAt), policy.order(node), seq, node));
    }

    /** The node that goes first, null if none is ready. */
    @Nullable
    ReadyNode peek() {
        ReadyNode head = heap.peek();
        while (head != null && !isCurrent(head)) {
            heap.poll();
            head = heap.peek();
        }
        return head;
    }

    private boolean isCurrent(ReadyNode entry) {
        return places[entry.node()] == entry.seq();
    }

    /** The node is not ready any more; does nothing if it was not. */
    void remove(int node) {
        places[node] = 0;
        ReadyNode head = heap.peek();
        if (head != null && head.node() == node) {
            heap.poll();
        }
    }

    /** Takes the head out for a while; it keeps its place. */
    void takeHead() {
        heap.poll();
    }

    /** Adds a node again with the place it had. */
    void putBack(ReadyNode node) {
        heap.add(node);
    }

    void clear() {
        heap.clear();
        Arrays.fill(places, 0);
    }

    /** What is ready, in its order, for tests. */
    List<ReadyNode> inOrder() {
        return heap.stream().filter(this::isCurrent).sorted(comparator).toList();
    }
}
