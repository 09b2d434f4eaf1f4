package dev.orchestration.tasks.orchestrator;

import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.Store;
import dev.orchestration.tasks.action.Durations;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where other threads leave what the loop shall do, and wait for its answers. Thread-safe. */
final class FrontDesk {
    /** How long the last step may take, once the attempts have had their time. */
    private static final Duration AFTER_PATIENCE = Duration.ofSeconds(5);

    private final World world;
    private final Loop loop;
    private final AtomicBoolean driven = new AtomicBoolean();
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean woken = new AtomicBoolean();
    /** Completed when the loop has stopped for good. */
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    /** Until {@link #start} the loop accepts and records, but starts nothing. */
    FrontDesk(World world, Loop loop) {
        this.world = world;
        this.loop = loop;
        loop.hold(true);
    }

    /** Wakes the loop, until it stops, whenever somebody releases resources; ends it if the store is lost. */
    void hear(ResourceManager resources, Store store) {
        store.onLoss(this::giveUp);
        Runnable onRelease = this::wakeLoop;
        resources.onRelease(onRelease);
        var unused = stopped.thenRun(() -> {
            resources.removeReleaseListener(onRelease);
            loop.roster().sessions().reserves().closeAll();
        });
    }

    /** Whoever waits for what was released may start now; one message does for all releases before it is delivered. */
    private void wakeLoop() {
        // What the loop itself releases, it sees in the same step.
        if (!loop.isStepping() && woken.compareAndSet(false, true)) {
            loop.reception().postInPassing(Message.of(on -> woken.set(false)));
        }
    }

    /** Lets the loop start what was accepted; idempotent. */
    void start() {
        if (started.compareAndSet(false, true)) {
            tell(Message.of(on -> on.hold(false)));
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

    /** Runs one thing after the other, off the loop. */
    Executor errands() {
        return world.listeners().get();
    }

    /** Lets the loop be stepped, if it is not yet. */
    void drive() {
        if (driven.compareAndSet(false, true)) {
            loop.begin(() -> stopped.complete(null));
        }
    }

    /** Ends what runs, pauses every execution with {@code reason}, and waits until the loop has stopped for good. */
    void stop(String reason, Duration patience) {
        drive();
        Duration bounded = Durations.patience(patience);
        loop.reception().post(Message.urgent(on -> on.suspend(reason, bounded.toNanos())));
        world.drive().beforeWaiting();
        Awaited.get(stopped, world.drive().awaiting(stopped, bounded.plus(AFTER_PATIENCE)));
    }

    /** As {@link Loop#trouble}. */
    Optional<OrchestrationException> trouble() {
        return loop.trouble();
    }

    /** The store is lost, perhaps to another process: what runs is ended, and nothing more is begun. Does not wait. */
    void giveUp(OrchestrationException why) {
        loop.reception().post(Message.urgent(on -> on.fail(why)));
    }

    /**
     * Leaves a message of the engine's own.
     *
     * @throws OrchestrationException ({@code CLOSED}) once the loop takes nothing more
     */
    void tell(Message message) {
        drive();
        if (!loop.reception().post(message)) {
            throw Environment.closed();
        }
        world.drive().beforeWaiting();
    }

    /**
     * Leaves a message of somebody who waits for what becomes of it.
     *
     * @throws OrchestrationException ({@code CLOSED}) once the loop takes nothing more, ({@code QUEUE_FULL}) while too many
     *     wait already
     */
    void post(Message message) {
        drive();
        loop.reception().ask(message);
    }

    /** The loop's answer, or its refusal. */
    <T extends @Nullable Object> T await(CompletableFuture<T> answer) {
        return Awaited.get(answer, world.drive().awaiting(answer, null));
    }

    /** Runs a question on the loop and hands its answer out after the step was recorded; what it throws is thrown here. */
    <T> @Nullable T ask(Function<Loop, @Nullable T> question) {
        Request<T> request = new Request<>(question);
        post(request);
        return await(request.answer());
    }

    /**
     * As {@link #ask(Function)}, for somebody who would rather know that the loop does not answer.
     *
     * @throws OrchestrationException ({@code TIMEOUT}) after {@code patience}
     */
    <T> @Nullable T ask(Function<Loop, @Nullable T> question, Duration patience) {
        Request<T> request = new Request<>(question);
        post(request);
        return Awaited.get(request.answer(), patience, () -> "the loop has not answered within " + patience);
    }
}
