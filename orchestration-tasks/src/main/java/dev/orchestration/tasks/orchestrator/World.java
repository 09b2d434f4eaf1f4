package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.Clock;
import dev.orchestration.state.IdSource;
import java.util.concurrent.Executor;

/**
 * Everything that the loop does not decide by itself, so that a simulation can replace it.
 *
 * @param listeners runs listeners, one after the other, off the loop
 * @param driver runs the loop until it stops
 */
public record World(Clock clock, IdSource ids, Inbox inbox, Workers workers, Executor listeners, Driver driver) {
    /** Gives the loop a thread of execution. */
    @FunctionalInterface
    public interface Driver {
        /** Calls {@code untilStopped} once, on a thread of its own; it returns when the loop has stopped. */
        void drive(Runnable untilStopped);
    }
}
