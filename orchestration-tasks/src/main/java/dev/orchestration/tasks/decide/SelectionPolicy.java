package dev.orchestration.tasks.decide;

import dev.orchestration.state.ResourceId;
import dev.orchestration.tasks.OrchestrationMode;
import java.util.function.ToDoubleFunction;

/**
 * In which order the ready nodes of one execution start: the keys of its mode. They are static, so nothing is ever sorted
 * anew, and total with the number of becoming ready as the last tie. Immutable and thread-safe.
 *
 * <ul>
 *   <li>sequential: the topological order;
 *   <li>parallel: first ready, first served;
 *   <li>priority: the rank, then the longest remaining path (Kelley and Walker's critical path method);
 *   <li>resource_aware: the rank, then the latest start that the resources allow; see {@link LatestStarts}.
 * </ul>
 *
 * <p>The rank is the class of the priority plus the 30-second slot in which the node became ready, so what has waited long
 * overtakes by itself, and background work is passed for at most 150 s.
 */
public final class SelectionPolicy {
    /** Unit: microseconds. */
    private static final long AGEING_SLOT = 30_000_000;

    private static final int[] NONE = {};

    private final ExecutionPlan plan;
    private final OrchestrationMode mode;
    private final int[] latestStarts;

    private SelectionPolicy(ExecutionPlan plan, OrchestrationMode mode, int[] latestStarts) {
        this.plan = plan;
        this.mode = mode;
        this.latestStarts = latestStarts;
    }

    /**
     * The policy of a mode for one plan. For resource_aware this plans the execution twice through, which takes
     * O((n + e) log n); the others cost nothing.
     *
     * @param slots how many nodes can run at once at the most, at least 1
     * @param capacities how much there is of a resource, infinite where that is not known
     */
    public static SelectionPolicy of(
            OrchestrationMode mode, ExecutionPlan plan, int slots, ToDoubleFunction<ResourceId> capacities) {
        int[] latestStarts =
                mode == OrchestrationMode.RESOURCE_AWARE ? LatestStarts.places(plan, slots, capacities) : NONE;
        return new SelectionPolicy(plan, mode, latestStarts);
    }

    /** As {@link #of(OrchestrationMode, ExecutionPlan, int, ToDoubleFunction)} with enough of everything. */
    public static SelectionPolicy of(OrchestrationMode mode, ExecutionPlan plan) {
        return new SelectionPolicy(plan, mode, NONE);
    }

    public OrchestrationMode mode() {
        return mode;
    }

    /** Whether the rank goes before {@link #order} inside the execution. Between executions it always does. */
    boolean ranked() {
        return mode == OrchestrationMode.PRIORITY || mode == OrchestrationMode.RESOURCE_AWARE;
    }

    /** How urgent a node is that became ready at {@code readyAt}, microseconds since 1970; smaller goes first. */
    long rank(int node, long readyAt) {
        return Math.floorDiv(readyAt, AGEING_SLOT) + plan.rules().priority(node);
    }

    /** The node's place in the order of the mode; smaller goes first, and what is equal goes first ready, first served. */
    long order(int node) {
        return switch (mode) {
            case SEQUENTIAL -> plan.topologicalRank(node);
            case PARALLEL -> 0;
            case PRIORITY -> -plan.remainingPath(node);
            case RESOURCE_AWARE -> latestStarts.length == 0 ? -plan.remainingPath(node) : latestStarts[node];
        };
    }
}
