package dev.orchestration.tasks.orchestrator;

import java.time.Duration;

/** Somebody listens; closing it ends that. Thread-safe. */
public interface Listening extends AutoCloseable {
    /**
     * Waits until the listener was told of everything that was committed by now.
     *
     * @return whether it was, within {@code patience}
     */
    boolean awaitTold(Duration patience);

    @Override
    void close();
}
