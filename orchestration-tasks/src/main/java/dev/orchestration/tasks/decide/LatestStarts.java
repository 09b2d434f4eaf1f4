package dev.orchestration.tasks.decide;

import dev.orchestration.state.ResourceId;
import java.util.function.ToDoubleFunction;

/**
 * Orders the nodes of a plan by how late they could start, with worker slots and resources as scarce as they are.
 *
 * <p>The method is one round of the iterative forward and backward scheduling of Li and Willis (European Journal of
 * Operational Research 56, 1992), used as a priority rule: the plan is scheduled forwards by the latest finish time of the
 * critical path (Davis and Patterson 1975), then backwards from its end, what finished last first; a node's distance from
 * the end in that second schedule takes the place of the latest start time. Whoever starts nodes in this order keeps none of
 * the times, so wrong estimates cost quality only.
 */
final class LatestStarts {
    private static final int[] NONE = {};

    private LatestStarts() {}

    /**
     * By node, its place in the order; ties in the order of declaration. Empty where the remaining path tells as much: with
     * no resource named, and no estimate that differs from another or a slot for every node.
     */
    static int[] places(ExecutionPlan plan, int slots, ToDoubleFunction<ResourceId> capacities) {
        Demands demands = new Demands(plan, slots, capacities);
        if (!demands.namesResources() && (slots >= plan.size() || alike(plan))) {
            return NONE;
        }
        long[] keys = new long[plan.size()];
        for (int node = 0; node < keys.length; node++) {
            keys[node] = plan.estimate(node) - plan.remainingPath(node);
        }
        long[] finishes = ListSchedule.forwards(plan, demands, NodeHeap.sorted(keys));
        long[] distances = ListSchedule.backwards(plan, demands, NodeHeap.sorted(negated(finishes)));
        int[] order = NodeHeap.sorted(negated(distances));
        int[] places = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            places[order[i]] = i;
        }
        return places;
    }

    private static boolean alike(ExecutionPlan plan) {
        for (int node = 1; node < plan.size(); node++) {
            if (plan.estimate(node) != plan.estimate(0)) {
                return false;
            }
        }
        return true;
    }

    private static long[] negated(long[] values) {
        long[] negated = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            negated[i] = -values[i];
        }
        return negated;
    }
}
