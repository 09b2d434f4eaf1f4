package dev.orchestration.tasks.orchestrator;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A listener hears of commits until this is closed. Thread-safe. */
public interface Listening extends AutoCloseable {
    /** Completed once the listener was told of all that is committed by now; never, while it blocks. */
    CompletableFuture<Void> caughtUp();

    /**
     * Waits until the listener was told of all that is committed by now.
     *
     * @return false if that took longer than {@code patience}, or the thread was interrupted
     */
    default boolean awaitTold(Duration patience) {
        try {
            caughtUp().get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    /** Ends it: it is not told of what is committed from now on. Idempotent. */
    @Override
    void close();
}
