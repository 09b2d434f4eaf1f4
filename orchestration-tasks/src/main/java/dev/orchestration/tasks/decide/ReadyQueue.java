package dev.orchestration.tasks.decide;

import dev.orchestration.tasks.OrchestrationMode;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The ready nodes of one execution in the order of its mode. Keys never change while a node is ready: urgency is the class
 * of the priority plus the 30-second slot in which the node became ready, so what has waited long overtakes by itself, and
 * background work is passed for at most 150 s. Confined to the thread that owns the execution.
 */
final class ReadyQueue {
    /** Unit: microseconds. */
    private static final long AGEING_SLOT = 30_000_000;

    private static final Comparator<ReadyNode> IN_ORDER =
            Comparator.comparingLong(ReadyNode::order).thenComparingLong(ReadyNode::seq);

    private final ExecutionPlan plan;
    private final OrchestrationMode mode;
    private final Comparator<ReadyNode> comparator;
    private final PriorityQueue<ReadyNode> heap;
    /** By node, the number of its place in the heap; what stands there under another number is out of date. */
    private final long[] places;

    private long seq;

    ReadyQueue(ExecutionPlan plan, OrchestrationMode mode) {
        this.plan = plan;
        this.mode = mode;
        this.comparator = switch (mode) {
            case SEQUENTIAL, PARALLEL -> IN_ORDER;
            case PRIORITY, RESOURCE_AWARE ->
                Comparator.comparingLong(ReadyNode::rank).thenComparing(IN_ORDER);
        };
        this.heap = new PriorityQueue<>(comparator);
        this.places = new long[plan.size()];
    }

    void add(int node, long readyAt) {
        seq++;
        places[node] = seq;
        long order = switch (mode) {
            case SEQUENTIAL -> plan.topologicalRank(node);
            case PARALLEL -> 0;
            case PRIORITY, RESOURCE_AWARE -> -plan.remainingPath(node);
        };
        heap.add(new ReadyNode(rank(node, readyAt), order, seq, node));
    }

    private long rank(int node, long readyAt) {
        return Math.floorDiv(readyAt, AGEING_SLOT) + plan.spec(node).priority().ordinal();
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
