package dev.orchestration.workflow.parallel;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Callers on threads of their own. */
final class Threads {
    private Threads() {}

    static <T> CompletableFuture<T> supply(Supplier<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(call.get());
            } catch (Throwable e) { // an AssertionError too has to reach the test
                result.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return result;
    }
}
