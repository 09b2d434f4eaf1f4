/**
 * What next? {@link dev.orchestration.tasks.decide.Decider} answers from the plan, the state and one signal, without
 * looking at a clock, a file or a random number; {@link dev.orchestration.tasks.decide.ExecutionState} changes by events
 * alone.
 */
@NullMarked
package dev.orchestration.tasks.decide;

import org.jspecify.annotations.NullMarked;
