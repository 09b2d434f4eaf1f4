package dev.orchestration.core.event;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.state.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
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
    private final Runnable onFault;
    private final Runnable turn = this::tellNext;
    private final AtomicLong faults = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();

    @GuardedBy("this")
    private final Deque<OrchestrationEvent> waiting = new ArrayDeque<>();

    @GuardedBy("this")
    private boolean closed;

    @GuardedBy("this")
    private @Nullable Thread caller;

    @GuardedBy("this")
    private long calledAt;

    /**
     * Makes one.
     *
     * @param turns the handler's alone; runs one thing after the other
     * @param onFault counts what the handler throws, also when it is gone already
     */
    HandlerQueue(
            EventPattern pattern,
            EventHandler<OrchestrationEvent> handler,
            Executor turns,
            Clock clock,
            Runnable onFault,
            Consumer<HandlerQueue> onClose) {
        this.pattern = pattern;
        this.handler = handler;
        this.turns = turns;
        this.clock = clock;
        this.onFault = onFault;
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
        synchronized (this) {
            if (closed) {
                return;
            }
            if (waiting.size() >= EventHandler.MOST_WAITING) {
                drop();
                return;
            }
            waiting.add(event);
        }
        turns.execute(turn);
    }

    private void drop() {
        if (dropped.incrementAndGet() == 1) {
            LOG.warn(
                    "{} events wait for the handler of {}, so it misses what comes until it has caught up; this is told"
                            + " once",
                    EventHandler.MOST_WAITING,
                    pattern.name());
        }
    }

    private void tellNext() {
        OrchestrationEvent event = begins();
        if (event == null) {
            return;
        }
        try {
            handler.happened(event);
        } catch (Throwable e) { // foreign code: an AssertionError harms nobody else either
            failed(event, e);
        } finally {
            ended();
        }
    }

    /** One that always fails does not fill the log. */
    private void failed(OrchestrationEvent event, Throwable e) {
        onFault.run();
        long count = faults.incrementAndGet();
        if (count == 1) {
            LOG.warn("a handler of {} failed on {}", pattern.name(), event.type(), e);
        } else if (isPowerOfTen(count)) {
            LOG.warn("a handler of {} has failed {} times, now on {}: {}", pattern.name(), count, event.type(), e);
        }
    }

    static boolean isPowerOfTen(long count) {
        long rest = count;
        while (rest > 1 && rest % 10 == 0) {
            rest /= 10;
        }
        return rest == 1;
    }

    /** What is told now, null if nothing waits: once it is closed, no call begins. */
    private synchronized @Nullable OrchestrationEvent begins() {
        OrchestrationEvent event = waiting.poll();
        if (event != null) {
            caller = Thread.currentThread();
            calledAt = clock.nanos();
        }
        return event;
    }

    private synchronized void ended() {
        caller = null;
        // An interrupt that was meant for the handler is not meant for what comes next.
        Thread.interrupted();
    }

    /** Done when everything that waits by now has been told; at once if the caller is the handler itself. */
    CompletableFuture<Void> caughtUp() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (isToldOrIdle()) {
            done.complete(null);
        } else {
            turns.execute(() -> done.complete(null));
        }
        return done;
    }

    private synchronized boolean isToldOrIdle() {
        return caller == Thread.currentThread() || (caller == null && waiting.isEmpty());
    }

    /** For how long it has been at one event, 0 if it is at none. */
    synchronized long busyNanos() {
        return caller == null ? 0 : Math.max(1, clock.nanos() - calledAt);
    }

    String name() {
        return pattern.name();
    }

    synchronized int waiting() {
        return waiting.size();
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
            waiting.clear();
        }
        onClose.accept(this);
    }
}
