package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.SessionId;

/**
 * What the executions of one session may do at once, together.
 *
 * @param maxParallelTasks attempts
 * @param maxParallelWorkflows executions; further ones are pending, first come first served
 * @param weight its share of the engine's slots beside other sessions with work of the same rank: twice the weight, twice
 *     the attempts at once; positive
 */
public record SessionLimits(SessionId session, int maxParallelTasks, int maxParallelWorkflows, double weight) {
    /** @throws IllegalArgumentException if the weight is not a positive number */
    public SessionLimits {
        if (!(weight > 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException("the weight of session " + session + " must be positive, not " + weight);
        }
    }

    /** Limits with weight 1. */
    public SessionLimits(SessionId session, int maxParallelTasks, int maxParallelWorkflows) {
        this(session, maxParallelTasks, maxParallelWorkflows, 1);
    }
}
