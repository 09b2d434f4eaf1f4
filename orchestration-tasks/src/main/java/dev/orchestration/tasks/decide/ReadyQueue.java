package dev.orchestration.tasks.decide;

import dev.orchestration.tasks.OrchestrationMode;
import java.util.Arrays;
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

    private final ExecutionPlan plan;
    private final OrchestrationMode mode;
    private final PriorityQueue<ReadyNode> heap = new PriorityQueue<>();
    /** By node, the number of its place in the heap; what stands there under another number is out of date. */
    private final long[] places;

    private long seq;

    ReadyQueue(ExecutionPlan plan, OrchestrationMode mode) {
        this.plan = plan;
        this.mode = mode;
        this.places = new long[plan.size()];
    }

    void add(int node, long readyAt) {
        seq++;
        places[node] = seq;
        heap.add(
                switch (mode) {
                    case SEQUENTIAL -> new ReadyNode(0, plan.topologicalRank(node), seq, node);
                    case PARALLEL -> new ReadyNode(0, 0, seq, node);
                    case PRIORITY, RESOURCE_AWARE ->
                        new ReadyNode(rank(node, readyAt), -plan.remainingPath(node), seq, node);
                });
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
        return heap.stream().filter(this::isCurrent).sorted().toList();
    }
}
