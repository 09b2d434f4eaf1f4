package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.Clock;
import dev.orchestration.state.IdSource;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Everything that the loop does not decide by itself, so that a simulation can replace it.
 *
 * @param drive steps the loop
 * @param listeners makes, for each listener, what runs one thing after the other off the loop
 */
public record World(Clock clock, IdSource ids, Drive drive, Workers workers, Supplier<Executor> listeners) {}
