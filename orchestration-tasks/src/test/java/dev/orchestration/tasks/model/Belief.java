package dev.orchestration.tasks.model;

import dev.orchestration.state.WorkflowStatus;
import java.util.List;
import java.util.Map;

/**
 * An execution as the model sees it. Immutable.
 *
 * @param stopping whether nothing new may start in this round
 * @param cancelledBy who asked for the end of the whole execution in this round, null if nobody did
 * @param timeoutSince from when its timeout counts, null before its admission; microseconds since 1970
 * @param opened the steps that began to wait for a signal, in this order
 * @param kept by name, how many signals nobody has waited for
 * @param pausedAt since when it is paused, or when it was continued last
 */
public record Belief(
        WorkflowStatus workflow,
        List<Node> nodes,
        int round,
        boolean stopping,
        String cancelledBy,
        Long timeoutSince,
        long pausedAt,
        List<Integer> opened,
        Map<String, Integer> kept) {
    public Belief {
        nodes = List.copyOf(nodes);
        opened = List.copyOf(opened);
        kept = Map.copyOf(kept);
    }
}
