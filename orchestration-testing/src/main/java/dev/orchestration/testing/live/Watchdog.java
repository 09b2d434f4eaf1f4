package dev.orchestration.testing.live;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.state.Clock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Interrupts a thread that is at one thing for too long in real time: in a test all happens on the test's thread, so what
 * never returns would hang the test. Its own thread exists while there was something to watch. Thread-safe.
 */
public final class Watchdog implements AutoCloseable {
    private final Clock clock = Clock.system();
    private final long limit;

    @GuardedBy("this")
    private @Nullable Thread watched;

    @GuardedBy("this")
    private int depth;

    @GuardedBy("this")
    private long deadline;

    @GuardedBy("this")
    private boolean barked;

    @GuardedBy("this")
    private boolean closed;

    @GuardedBy("this")
    private @Nullable Thread own;

    /** @param limit how long one thing may take */
    public Watchdog(Duration limit) {
        this.limit = limit.toNanos();
    }

    /** The calling thread begins something; what it begins within that is a part of it. */
    public synchronized void begins() {
        if (depth++ > 0) {
            return;
        }
        watched = Thread.currentThread();
        deadline = clock.nanos() + limit;
        barked = false;
        Thread mine = own;
        if (mine == null && !closed) {
            mine = new Thread(this::watch, "orchestration-test-watchdog");
            mine.setDaemon(true);
            own = mine;
            mine.start();
        }
    }

    /** It is done; says whether it was interrupted because it took too long. */
    public synchronized boolean ends() {
        if (--depth > 0) {
            return false;
        }
        watched = null;
        if (barked) {
            Thread.interrupted(); // it was meant for what is done now
        }
        return barked;
    }

    private void watch() {
        for (long left = look(); left > 0; left = look()) {
            LockSupport.parkNanos(this, left);
        }
    }

    /** How long to wait until the next look, 0 for no longer. Whoever begins meanwhile is seen in time then. */
    private synchronized long look() {
        if (closed) {
            own = null;
            return 0;
        }
        Thread thread = watched;
        if (thread == null || barked) {
            return limit;
        }
        long left = deadline - clock.nanos();
        if (left > 0) {
            return left;
        }
        barked = true;
        thread.interrupt();
        return limit;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (own != null) {
            LockSupport.unpark(own);
        }
    }
}
