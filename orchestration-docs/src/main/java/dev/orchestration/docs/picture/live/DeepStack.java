package dev.orchestration.docs.picture.live;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** Lends a large stack to what calls itself as deep as a graph is. */
public final class DeepStack {
    private static final long SIZE = 256L << 20;

    private DeepStack() {}

    /**
     * Does the work on such a stack, and waits for it.
     *
     * @throws OrchestrationException ({@code INTERNAL}) if even that stack is too small, or the caller is interrupted
     */
    public static <T> T run(String name, Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(null, () -> carryOut(work, result), name, SIZE);
        thread.setDaemon(true);
        thread.start();
        try {
            return result.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OrchestrationException(ErrorCode.INTERNAL, name + " was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new OrchestrationException(ErrorCode.INTERNAL, name + " failed: " + e.getCause(), e);
        }
    }

    private static <T> void carryOut(Supplier<T> work, CompletableFuture<T> result) {
        try {
            result.complete(work.get());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            result.completeExceptionally(e);
        }
    }
}
