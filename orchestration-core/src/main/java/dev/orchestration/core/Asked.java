package dev.orchestration.core;

import dev.orchestration.core.status.ComponentHealth;
import dev.orchestration.core.status.Health;
import dev.orchestration.state.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One component that is asked how it is by somebody who does not want to wait for ever. It is asked on another thread, and by
 * one at a time: while an earlier question is open, no further one is put, and the answer to that one counts. Thread-safe.
 */
final class Asked {
    /** How long a component may take to say how it is. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Clock clock;
    private final Executor errands;
    private @Nullable CompletableFuture<ComponentHealth> open;
    private long since;

    Asked(Clock clock, Executor errands) {
        this.clock = clock;
        this.errands = errands;
    }

    ComponentHealth how(Supplier<ComponentHealth> question) {
        CompletableFuture<ComponentHealth> answer = answer(question);
        try {
            return answer.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ComponentHealth.healthy().withIssue(Health.UNHEALTHY, "interrupted while waiting for its answer");
        } catch (ExecutionException e) {
            return failed(e.getCause());
        } catch (TimeoutException e) {
            return ComponentHealth.healthy()
                    .withIssue(Health.UNHEALTHY, "it has not answered for " + waited().toSeconds() + " s");
        }
    }

    private synchronized CompletableFuture<ComponentHealth> answer(Supplier<ComponentHealth> question) {
        CompletableFuture<ComponentHealth> known = open;
        if (known != null && !known.isDone()) {
            return known;
        }
        CompletableFuture<ComponentHealth> asked = CompletableFuture.supplyAsync(question, errands);
        open = asked;
        since = clock.nanos();
        return asked;
    }

    private synchronized Duration waited() {
        return Duration.ofNanos(clock.nanos() - since);
    }

    /** What a component throws instead of an answer. */
    static ComponentHealth failed(@Nullable Throwable thrown) {
        String message = thrown == null || thrown.getMessage() == null ? String.valueOf(thrown) : thrown.getMessage();
        return ComponentHealth.healthy().withIssue(Health.UNHEALTHY, message);
    }
}
