package dev.orchestration.core.event;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.state.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Hands events to the handlers of this process. Each handler has a queue and a thread of its own, which exists while there is
 * something to tell. Nothing is recorded: an event that nobody was registered for is gone. Thread-safe.
 */
public final class EventBus implements AutoCloseable {
    private final Clock clock;
    private final Supplier<Executor> turns;

    /** Replaced as a whole, under the lock. */
    private volatile List<HandlerQueue> handlers = List.of();

    @GuardedBy("this")
    private boolean closed;

    private final AtomicLong faults = new AtomicLong();

    @GuardedBy("this")
    private long droppedOfGone;

    /** @param turns makes, for each handler, what runs one thing after the other on another thread */
    public EventBus(Clock clock, Supplier<Executor> turns) {
        this.clock = clock;
        this.turns = turns;
    }

    /** Whether anybody is registered; what nobody hears need not be made. */
    public boolean isHeard() {
        return !handlers.isEmpty();
    }

    /** Whether anybody is registered for events of this family, or for some of them. */
    public boolean isHeard(EventFamily family) {
        for (HandlerQueue handler : handlers) {
            if (handler.hears(family)) {
                return true;
            }
        }
        return false;
    }

    /** Has the handlers that are registered by now told, in the order of the calls of one thread. Never blocks, never throws. */
    public void publish(OrchestrationEvent event) {
        for (HandlerQueue handler : handlers) {
            handler.offer(event);
        }
    }

    /**
     * Tells {@code handler} of what is published from now on.
     *
     * @param type an event's type, a family ({@code task.*}), or {@code *} for all
     * @throws dev.orchestration.state.OrchestrationException ({@code BAD_PARAMETERS}) if there is no such type, with the nearest
     */
    public Registration register(String type, EventHandler<OrchestrationEvent> handler) {
        return add(EventPattern.of(type), handler);
    }

    /** Tells {@code handler} of what is published of this family from now on. */
    public <E extends OrchestrationEvent> Registration register(Class<E> family, EventHandler<? super E> handler) {
        return add(EventPattern.of(family), event -> handler.happened(family.cast(event)));
    }

    private synchronized Registration add(EventPattern pattern, EventHandler<OrchestrationEvent> handler) {
        HandlerQueue added =
                new HandlerQueue(pattern, handler, turns.get(), clock, faults::incrementAndGet, this::remove);
        if (!closed) {
            List<HandlerQueue> more = new ArrayList<>(handlers);
            more.add(added);
            handlers = List.copyOf(more);
        }
        return added;
    }

    private synchronized void remove(HandlerQueue handler) {
        List<HandlerQueue> fewer = new ArrayList<>(handlers);
        if (fewer.remove(handler)) {
            droppedOfGone += handler.dropped();
            handlers = List.copyOf(fewer);
        }
    }

    /** Ends all registrations; whoever registers afterwards is told of nothing. */
    @Override
    public void close() {
        List<HandlerQueue> all;
        synchronized (this) {
            closed = true;
            all = handlers;
        }
        all.forEach(HandlerQueue::close);
    }

    /** How often a handler has thrown. */
    public long faults() {
        return faults.get();
    }

    /** How many events a handler was not told of because too many waited for it. */
    public synchronized long dropped() {
        return droppedOfGone
                + handlers.stream().mapToLong(HandlerQueue::dropped).sum();
    }

    /** How the handlers that are registered stand, in the order of registration. */
    public List<HandlerState> states() {
        return handlers.stream()
                .map(each -> new HandlerState(
                        each.name(), each.waiting(), Duration.ofNanos(each.busyNanos()), each.faults(), each.dropped()))
                .toList();
    }

    /**
     * Waits until the handlers were told of what is published by now, but for the one that calls this.
     *
     * @return false if that took longer than {@code patience}, or the thread was interrupted
     */
    public boolean awaitTold(Duration patience) {
        CompletableFuture<?>[] all =
                handlers.stream().map(HandlerQueue::caughtUp).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(all).get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }
}
