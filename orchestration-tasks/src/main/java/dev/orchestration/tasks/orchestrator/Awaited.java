package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.action.Durations;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the loop answers, for a thread that waits for it. */
final class Awaited {
    private Awaited() {}

    /**
     * The answer.
     *
     * @param patience null waits as long as it takes
     * @throws OrchestrationException the loop's refusal; {@code TIMEOUT} after the patience, {@code CLOSED} if interrupted
     */
    static <T extends @Nullable Object> T get(CompletableFuture<T> future, @Nullable Duration patience) {
        return get(future, patience, () -> "the engine did not stop in time");
    }

    /**
     * The answer, as above.
     *
     * @param late what to say after the patience
     */
    static <T extends @Nullable Object> T get(
            CompletableFuture<T> future, @Nullable Duration patience, Supplier<String> late) {
        try {
            return patience == null
                    ? future.get()
                    : future.get(Durations.patience(patience).toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OrchestrationException ours) {
                throw ours;
            }
            throw new OrchestrationException(ErrorCode.INTERNAL, "the loop failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OrchestrationException(ErrorCode.CLOSED, "interrupted while waiting for the engine", e);
        } catch (TimeoutException e) {
            throw new OrchestrationException(ErrorCode.TIMEOUT, late.get(), e);
        }
    }
}
