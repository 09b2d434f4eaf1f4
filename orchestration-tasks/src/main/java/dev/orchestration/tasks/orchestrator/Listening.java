package dev.orchestration.tasks.orchestrator;

import java.util.concurrent.CompletableFuture;

/** A listener hears of commits until this is closed. Thread-safe. */
public interface Listening extends AutoCloseable {
    /** Completed once the listener was told of all that is committed by now; never, while it blocks. */
    CompletableFuture<Void> caughtUp();

    /** Ends it: it is not told of what is committed from now on. Idempotent. */
    @Override
    void close();
}
