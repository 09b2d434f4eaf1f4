package dev.orchestration.core.event;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.state.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One handler with what waits for it. Thread-safe. */
final class HandlerQueue implements Registration {
    private static final Logger LOG = LoggerFactory.getLogger(HandlerQueue.class);

    private final EventPattern pattern;
    private final EventHandler<OrchestrationEvent> handler;
    private final Executor turns;
    private final Clock clock;
    private final Consumer<HandlerQueue> onClose;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean blamed = new AtomicBoolean();
    private final AtomicLong faults = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();

    @GuardedBy("this")
    private boolean closed;

    @GuardedBy("this")
    private @Nullable Thread caller;

    @GuardedBy("this")
    private long calledAt;

    /** @param turns the handler's alone; runs one thing after the other */
    HandlerQueue(
            EventPattern pattern,
            EventHandler<OrchestrationEvent> handler,
            Executor turns,
            Clock clock,
            Consumer<HandlerQueue> onClose) {
        this.pattern = pattern;
        this.handler = handler;
        this.turns = turns;
        this.clock = clock;
        this.onClose = onClose;
    }

    boolean hears(EventFamily family) {
        return pattern.families().contains(family);
    }

    /** Puts an event behind those that wait already; drops it if there are too many. */
    void offer(OrchestrationEvent event) {
        if (!pattern.wanted().test(event)) {
            return;
        }
        if (waiting.incrementAndGet() > EventHandler.MOST_WAITING) {
            waiting.decrementAndGet();
            drop();
            return;
        }
        turns.execute(() -> tell(event));
    }

    private void drop() {
        dropped.incrementAndGet();
        if (blamed.compareAndSet(false, true)) {
            LOG.warn(
                    "{} events wait for the handler of {}, so it misses what comes until it has caught up; this is told"
                            + " once",
                    EventHandler.MOST_WAITING,
                    pattern.name());
        }
    }

    private void tell(OrchestrationEvent event) {
        boolean begins = begins();
        waiting.decrementAndGet();
        if (!begins) {
            return;
        }
        try {
            handler.happened(event);
        } catch (Throwable e) { // foreign code: an AssertionError harms nobody else either
            faults.incrementAndGet();
            LOG.warn("a handler of {} failed on {}", pattern.name(), event.type(), e);
        } finally {
            ended();
        }
    }

    /** Says false once it is closed: from then on no call begins. */
    private synchronized boolean begins() {
        if (closed) {
            return false;
        }
        caller = Thread.currentThread();
        calledAt = clock.nanos();
        return true;
    }

    private synchronized void ended() {
        caller = null;
        // An interrupt that was meant for the handler is not meant for what comes next.
        Thread.interrupted();
    }

    /** Done when everything that waits by now has been told; at once if the caller is the handler itself. */
    CompletableFuture<Void> caughtUp() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (isTold() || (waiting.get() == 0 && busyNanos() == 0)) {
            done.complete(null);
        } else {
            turns.execute(() -> done.complete(null));
        }
        return done;
    }

    private synchronized boolean isTold() {
        return caller == Thread.currentThread();
    }

    /** For how long it has been at one event, 0 if it is at none. */
    synchronized long busyNanos() {
        return caller == null ? 0 : Math.max(1, clock.nanos() - calledAt);
    }

    String name() {
        return pattern.name();
    }

    int waiting() {
        return waiting.get();
    }

    long faults() {
        return faults.get();
    }

    long dropped() {
        return dropped.get();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        onClose.accept(this);
    }
}
