package dev.orchestration.core;

import dev.orchestration.state.Context;
import dev.orchestration.state.SessionId;
import dev.orchestration.tasks.OrchestrationMode;

/**
 * What executions share: a mode, limits, and a context. An execution begins with the values that the context has at that
 * moment; what it wrote joins the context when it has ended. Thread-safe.
 *
 * @param mode applies where neither the caller nor the definition says one
 * @param maxParallelTasks over all executions of the session
 * @param maxParallelWorkflows further executions are pending, first come first served
 * @param createdAt microseconds since 1970
 */
public record OrchestrationSession(
        SessionId id,
        String name,
        OrchestrationMode mode,
        int maxParallelTasks,
        int maxParallelWorkflows,
        Context context,
        long createdAt) {
    /** What is meant where nothing is said. */
    public static final int DEFAULT_PARALLEL_TASKS = 4;

    /** What is meant where nothing is said. */
    public static final int DEFAULT_PARALLEL_WORKFLOWS = 2;
}
