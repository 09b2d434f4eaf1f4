package dev.orchestration.workflow;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Something that is worked out on another thread, unless that has not begun when the result is needed: then whoever needs it
 * does it. So nobody waits for a thread that is busy with something else, or that will never come. Thread-safe.
 */
final class Beside<T> {
    private final Supplier<T> work;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<T> result = new CompletableFuture<>();

    private Beside(Supplier<T> work) {
        this.work = work;
    }

    static <T> Beside<T> begin(Supplier<T> work, Executor executor) {
        Beside<T> beside = new Beside<>(work);
        executor.execute(beside::run);
        return beside;
    }

    private void run() {
        if (begun.compareAndSet(false, true)) {
            try {
                result.complete(work.get());
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        }
    }

    /** The result. What the work has thrown is thrown here. */
    T get() {
        run();
        try {
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Sees to it that the work is not under way: what has not begun never will, and what has is waited for. */
    void abandon() {
        if (!begun.compareAndSet(false, true)) {
            result.handle((value, thrown) -> begun).join();
        }
    }
}
