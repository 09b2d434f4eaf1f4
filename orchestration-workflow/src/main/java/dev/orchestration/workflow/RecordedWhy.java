package dev.orchestration.workflow;

import dev.orchestration.tasks.why.Why;

/**
 * Why a step does not run, as far as records tell: what the engine that carries it out did not record is worked out from all
 * live executions of the store.
 *
 * @param workers so many were reckoned with
 * @param assumed whether nobody said how many there are: as many as an engine has by itself, or as many as are seen at work
 *     if a step is ready for long and nothing else holds it
 */
public record RecordedWhy(Why why, int workers, boolean assumed) {}
