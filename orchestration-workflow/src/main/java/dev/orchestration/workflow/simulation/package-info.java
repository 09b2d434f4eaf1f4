/**
 * What a workflow would do: {@link dev.orchestration.workflow.simulation.Simulator} plays it on the engine's own loop, with a
 * clock that jumps from one event to the next and without carrying anything out.
 */
@NullMarked
package dev.orchestration.workflow.simulation;

import org.jspecify.annotations.NullMarked;
