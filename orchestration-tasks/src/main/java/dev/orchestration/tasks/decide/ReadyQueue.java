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

    private final ExecutionPlan plan;
    private final OrchestrationMode mode;
    private final PriorityQueue<ReadyNode> heap = new PriorityQueue<>();
    private long seq;

    ReadyQueue(ExecutionPlan plan, OrchestrationMode mode) {
        this.plan = plan;
        this.mode = mode;
    }

    void add(int node, long readyAt) {
        seq++;
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

    @Nullable
    ReadyNode peek() {
        return heap.peek();
    }

    /** Adds a node again with the place it had. */
    void putBack(ReadyNode node) {
        heap.add(node);
    }

    void removeHead() {
        heap.poll();
    }

    void clear() {
        heap.clear();
    }
}
