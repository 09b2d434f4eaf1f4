/**
 * The one loop that owns all scheduling state: {@link dev.orchestration.tasks.orchestrator.TaskOrchestrator} is its
 * façade. Everything that differs between the real world and a simulation comes in through {@link
 * dev.orchestration.tasks.orchestrator.World}.
 */
@NullMarked
package dev.orchestration.tasks.orchestrator;

import org.jspecify.annotations.NullMarked;
