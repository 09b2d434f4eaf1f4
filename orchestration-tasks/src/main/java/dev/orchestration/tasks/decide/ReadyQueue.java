package dev.orchestration.tasks.decide;

import dev.orchestration.tasks.OrchestrationMode;
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

    /**
     * A ready node.
     *
     * @param rank smaller goes first
     * @param order smaller goes first among equal ranks
     * @param seq the how-manieth node of the execution to become ready; settles all ties
     */
    record Ready(long rank, long order, long seq, int node) implements Comparable<Ready> {
        @Override
        public int compareTo(Ready other) {
            int byRank = Long.compare(rank, other.rank);
            int byOrder = byRank != 0 ? byRank : Long.compare(order, other.order);
            return byOrder != 0 ? byOrder : Long.compare(seq, other.seq);
        }
    }

    private final ExecutionPlan plan;
    private final OrchestrationMode mode;
    private final PriorityQueue<Ready> heap = new PriorityQueue<>();
    private long seq;

    ReadyQueue(ExecutionPlan plan, OrchestrationMode mode) {
        this.plan = plan;
        this.mode = mode;
    }

    void add(int node, long readyAt) {
        seq++;
        heap.add(
                switch (mode) {
                    case SEQUENTIAL -> new Ready(0, plan.topologicalRank(node), seq, node);
                    case PARALLEL -> new Ready(0, 0, seq, node);
                    case PRIORITY, RESOURCE_AWARE ->
                        new Ready(rank(node, readyAt), -plan.remainingPath(node), seq, node);
                });
    }

    private long rank(int node, long readyAt) {
        return Math.floorDiv(readyAt, AGEING_SLOT) + plan.spec(node).priority().ordinal();
    }

    @Nullable
    Ready peek() {
        return heap.peek();
    }

    void removeHead() {
        heap.poll();
    }

    void clear() {
        heap.clear();
    }
}
