/**
 * {@link dev.orchestration.workflow.parallel.ParallelExecutor}: runs a graph of tasks here and now, in memory. Nothing is
 * recorded, so nothing outlives the process; workflows that have to are started with {@code WorkflowManager}.
 */
@NullMarked
package dev.orchestration.workflow.parallel;

import org.jspecify.annotations.NullMarked;
