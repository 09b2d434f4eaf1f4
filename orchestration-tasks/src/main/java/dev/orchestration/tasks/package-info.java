/**
 * The loop that carries executions out: {@link dev.orchestration.tasks.TaskOrchestrator} and its named parts, the plan
 * they work on, the status table, and the seams (clock, ids, inbox, workers) through which a simulation replaces the
 * world.
 */
@NullMarked
package dev.orchestration.tasks;

import org.jspecify.annotations.NullMarked;
