package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.SessionId;

/**
 * What the executions of one session may do at once, together.
 *
 * @param maxParallelTasks attempts
 * @param maxParallelWorkflows executions; further ones are pending, first come first served
 */
public record SessionLimits(SessionId session, int maxParallelTasks, int maxParallelWorkflows) {}
