package dev.orchestration.tasks.live;

import dev.orchestration.state.Clock;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what it is given in order, on one thread that is parked when there is nothing, and ends when there was nothing for a
 * while. After it has run something it waits a moment, so that what comes meanwhile comes together: who gives it something
 * in that time need not wake it, and of a stream of small things the system is called once a moment. Thread-safe.
 */
final class Herald implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(Herald.class);
    private static final long MOMENT = Duration.ofMillis(1).toNanos();
    private static final long IDLE = Duration.ofSeconds(10).toNanos();

    private final Clock clock;
    private final ThreadFactory threads;
    private final ConcurrentLinkedQueue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean alive = new AtomicBoolean();
    private final Bell bell = new Bell();

    Herald(Clock clock, ThreadFactory threads) {
        this.clock = clock;
        this.threads = threads;
    }

    @Override
    public void execute(Runnable command) {
        waiting.add(command);
        if (!alive.get() && alive.compareAndSet(false, true)) {
            start();
        } else {
            bell.ring();
        }
    }

    /** Where there is no more thread, what was given is kept until more is given. */
    private void start() {
        try {
            threads.newThread(this::run).start();
        } catch (OutOfMemoryError e) { // this is also how the system says that it has no more threads
            alive.set(false);
            LOG.warn("no thread could be started for a listener", e);
        }
    }

    /** What is thrown ends the thread, not what waits behind it. */
    private void run() {
        try {
            runUntilIdle();
        } finally {
            alive.set(false);
            // Who came just now may have taken it to be alive still.
            if (!waiting.isEmpty() && alive.compareAndSet(false, true)) {
                start();
            }
        }
    }

    private void runUntilIdle() {
        long idleSince = clock.nanos();
        while (clock.nanos() - idleSince < IDLE) {
            boolean some = false;
            for (@Nullable Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
                next.run();
                some = true;
            }
            if (some) {
                LockSupport.parkNanos(this, MOMENT);
                idleSince = clock.nanos();
            } else {
                bell.await(() -> !waiting.isEmpty(), IDLE);
            }
        }
    }
}
