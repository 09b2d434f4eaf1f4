package dev.orchestration.core;

import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.OwnerAtWork;
import dev.orchestration.state.journal.Removed;
import dev.orchestration.state.journal.Store;
import dev.orchestration.store.StoreAddress;
import dev.orchestration.tasks.action.Durations;
import dev.orchestration.tasks.orchestrator.OwnerDesk;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes from the store, now and then while its owner works, what ended longer ago than he wants to keep it. What could not be
 * removed is left for the next time. Thread-safe.
 */
final class Retention implements OwnerAtWork, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration LEAST = Duration.ofMinutes(1);
    private static final Duration MOST_BETWEEN = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Store store;
    private final Duration keep;
    private final Clock clock;
    private final OwnerDesk desk;
    private final AtomicBoolean called = new AtomicBoolean();
    private final ReentrantLock removing = new ReentrantLock();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    /** Why it did not succeed the last time. Touched while {@link #removing} only. */
    private @Nullable String trouble;

    Retention(Store store, Duration keep, Clock clock, OwnerDesk desk) {
        this.store = store;
        this.keep = keep;
        this.clock = clock;
        this.desk = desk;
    }

    /**
     * What an engine may be told to keep.
     *
     * @throws IllegalArgumentException if the time is too short
     */
    static Duration checked(Duration time) {
        if (time.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException("what has ended is kept for a minute at least, not for " + time);
        }
        return time;
    }

    /** @throws OrchestrationException ({@code BAD_PARAMETERS}) if nothing is removed from a store like that of the settings */
    static void check(EngineSettings settings) {
        if (settings.keepEnded() == null) {
            return;
        }
        StoreAddress address = settings.store();
        if (address == null) {
            throw refused("one in memory keeps no more than its newest 10,000 anyway; name a file, or leave that out");
        }
        if (address.file() == null) {
            throw refused("from a PostgreSQL database the engine removes nothing; leave that out, and use a file where"
                    + " what has ended shall go");
        }
    }

    private static OrchestrationException refused(String why) {
        return new OrchestrationException(
                ErrorCode.BAD_PARAMETERS,
                "how long executions that have ended are kept can be said of a store in a file: " + why);
    }

    /** Called once, when the loop was started; it ends before the loop does. */
    static void open(
            EngineSettings settings, Lifetime lifetime, Store store, OwnerDesk desk, Supplier<Executor> errands) {
        Duration keep = settings.keepEnded();
        if (keep != null) {
            Retention opened = new Retention(store, keep, settings.clock(), desk);
            lifetime.onEnd(reason -> opened.close());
            opened.begin(errands.get());
        }
    }

    private void begin(Executor errands) {
        Runnable call = () -> {
            if (called.compareAndSet(false, true)) {
                errands.execute(this::remove);
            }
        };
        desk.every(period(), call);
        desk.alarm(call).set(clock.micros() + TimeUnit.NANOSECONDS.toMicros(SOON.toNanos()));
    }

    private Duration period() {
        Duration often = keep.dividedBy(10);
        Duration bounded = often.compareTo(MOST_BETWEEN) < 0 ? often : MOST_BETWEEN;
        return bounded.compareTo(LEAST) < 0 ? LEAST : bounded;
    }

    /** Removes what there is to remove at the moment; for one thread at a time. */
    void remove() {
        called.set(false);
        removing.lock();
        try {
            long micros = TimeUnit.SECONDS.toMicros(keep.toSeconds()); // as many as there are, of a very long time
            tell(store.removeEnded(Math.max(0, clock.micros() - micros), this));
            trouble = null;
        } catch (OrchestrationException e) {
            tell(e);
        } catch (RuntimeException e) { // a fault of ours in one removal is no reason never to try again
            LOG.error("what ended long ago could not be removed", e);
        } finally {
            removing.unlock();
        }
    }

    private void tell(Removed removed) {
        if (removed.isAny()) {
            LOG.info(
                    "removed what ended more than {} ago: {} executions with {} commits, {} output files ({} bytes), {}"
                            + " folders of logs",
                    Durations.text(keep),
                    removed.executions(),
                    removed.commits(),
                    removed.files(),
                    removed.bytes(),
                    removed.logs());
        }
    }

    private void tell(OrchestrationException e) {
        String why = String.valueOf(e.getMessage());
        if (e.code() != ErrorCode.CLOSED && !why.equals(trouble)) {
            trouble = why;
            LOG.warn("what ended long ago is not removed, which is tried again: {}", why);
        }
    }

    @Override
    public void apart(List<ExecutionId> ids, Consumer<List<ExecutionId>> act) {
        var unused = desk.apart(ids, idle -> {
            act.accept(idle);
            return true;
        });
    }

    @Override
    public void rest(long nanos) {
        if (!isClosedWithin(nanos)) {
            return;
        }
        throw new OrchestrationException(ErrorCode.CLOSED, "the engine ends; the next one removes the rest");
    }

    private boolean isClosedWithin(long nanos) {
        try {
            if (nanos > 0) {
                closed.get(nanos, TimeUnit.NANOSECONDS);
            }
            return closed.isDone();
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } catch (ExecutionException e) {
            throw new IllegalStateException("it never fails", e);
        }
    }

    /** Returns when nothing is removed any more: whoever owns the store next shall not meet it. Idempotent. */
    @Override
    public void close() {
        closed.complete(null);
        try {
            if (removing.tryLock(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                removing.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
