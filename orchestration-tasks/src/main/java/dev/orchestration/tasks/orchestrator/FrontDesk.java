package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where other threads leave what the loop shall do, and wait for its answers. Thread-safe. */
final class FrontDesk {
    private final World world;
    private final Loop loop;
    private final AtomicBoolean driven = new AtomicBoolean();
    private final AtomicBoolean started = new AtomicBoolean();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    /** Until {@link #start} the loop accepts and records, but starts nothing. */
    FrontDesk(World world, Loop loop) {
        this.world = world;
        this.loop = loop;
        loop.hold(true);
    }

    /** Lets the loop start what was accepted; idempotent. */
    void start() {
        if (started.compareAndSet(false, true)) {
            post(on -> on.hold(false));
        }
    }

    /** @throws OrchestrationException ({@code WRONG_STATE}) if whoever waits for work now would wait in vain */
    void requireStarted() {
        if (!started.get()) {
            throw new OrchestrationException(
                    ErrorCode.WRONG_STATE,
                    "nothing runs before startBackgroundProcessing() was called, so this would wait in vain");
        }
    }

    /** Gives the loop its thread of execution, if it has none yet. */
    void drive() {
        if (driven.compareAndSet(false, true)) {
            world.driver().drive(() -> {
                try {
                    loop.run();
                } finally {
                    stopped.complete(null);
                }
            });
        }
    }

    /** Completed when the loop has stopped for good. */
    CompletableFuture<Void> stopped() {
        return stopped;
    }

    /** @throws OrchestrationException ({@code CLOSED}) once the loop takes nothing more */
    void post(Message message) {
        drive();
        if (!world.inbox().post(message)) {
            throw Environment.closed();
        }
    }

    /** Runs a question on the loop and hands its answer out after the step was recorded; what it throws is thrown here. */
    <T> @Nullable T ask(Function<Loop, @Nullable T> question) {
        Request<T> request = new Request<>(question);
        post(request);
        return Awaited.get(request.answer(), null);
    }
}
