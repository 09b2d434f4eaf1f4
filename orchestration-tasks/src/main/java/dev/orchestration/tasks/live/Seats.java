package dev.orchestration.tasks.live;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.state.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * As many seats as attempts may run at once. Who runs an attempt has one: a worker, as long as it finds work, or a virtual
 * thread that a worker passed it to. Workers without a seat are parked; one that nobody needs for a minute ends.
 * Thread-safe: one lock guards who sits; it is taken when somebody sits down or gets up, not for each attempt.
 *
 * <p>Why no attempt is left lying: whoever adds one looks for a free seat after, and whoever leaves a seat looks for
 * attempts after; whichever comes second sees the other.
 */
final class Seats {
    private static final long IDLE = Duration.ofMinutes(1).toNanos();

    private final Clock clock;
    private final BooleanSupplier isWork;
    private final BooleanSupplier newWorker;

    @GuardedBy("this")
    private final Deque<Worker> parked = new ArrayDeque<>();

    @GuardedBy("this")
    private boolean closed;

    /** Written under the lock, read by anybody; negative while threads run that came back from a wait and found no seat. */
    private volatile int free;

    /**
     * Makes no thread.
     *
     * @param isWork whether something waits to be claimed
     * @param newWorker starts a worker, who has a seat; says false where the system has no more threads
     */
    Seats(Clock clock, BooleanSupplier isWork, BooleanSupplier newWorker) {
        this.clock = clock;
        this.isWork = isWork;
        this.newWorker = newWorker;
    }

    /** Puts up so many more. */
    synchronized void add(int count) {
        free += count;
    }

    /** Gives seats to up to {@code count} more workers. */
    void fill(int count) {
        int left = count;
        while (left > 0 && free > 0 && seatOne()) {
            left--;
        }
    }

    /** Says false if nobody else could be seated either. */
    private boolean seatOne() {
        Worker worker;
        synchronized (this) {
            if (free <= 0) {
                return false;
            }
            free--;
            worker = parked.pollLast();
            if (worker != null) {
                worker.seated = true;
            }
        }
        if (worker == null) {
            return startOne();
        }
        LockSupport.unpark(worker.thread);
        return true;
    }

    private boolean startOne() {
        boolean started = newWorker.getAsBoolean();
        if (!started) {
            add(1);
        }
        return started;
    }

    /** Takes a seat for a thread that has none; says false if none is free. */
    synchronized boolean take() {
        boolean there = free > 0;
        free -= there ? 1 : 0;
        return there;
    }

    /** Takes a seat that may not be free: of those who run, the next that gets up does so for it. */
    synchronized void overdraw() {
        free--;
    }

    /** Somebody who had a seat has left it. */
    void leave() {
        add(1);
        if (isWork.getAsBoolean()) {
            fill(1);
        }
    }

    /** A worker's seat goes with its attempt to another thread; says false if the worker is to end. */
    boolean standUp(Worker worker) {
        synchronized (this) {
            worker.seated = false;
            parked.addLast(worker);
        }
        return awaitSeat(worker);
    }

    /** A worker has found nothing to do and waits; says false if it is to end. */
    boolean rest(Worker worker) {
        synchronized (this) {
            free++;
            worker.seated = false;
            parked.addLast(worker);
        }
        return awaitSeat(worker);
    }

    private boolean awaitSeat(Worker worker) {
        if (isWork.getAsBoolean()) {
            sitDownAgain(worker);
        }
        long since = clock.nanos();
        while (!worker.seated) {
            if (mayEnd(worker, clock.nanos() - since >= IDLE)) { // who comes after the close would be woken by nobody
                return false;
            }
            LockSupport.parkNanos(this, IDLE);
            Thread.interrupted(); // with the flag set it would never park again
        }
        return true;
    }

    private synchronized boolean mayEnd(Worker worker, boolean bored) {
        if (worker.seated || !(closed || bored)) {
            return false;
        }
        parked.remove(worker);
        return true;
    }

    /** Sends home whoever waits, now and later. */
    synchronized void close() {
        closed = true;
        parked.forEach(worker -> LockSupport.unpark(worker.thread));
    }

    private synchronized void sitDownAgain(Worker worker) {
        if (!worker.seated && free > 0) {
            free--;
            parked.remove(worker);
            worker.seated = true;
        }
    }
}
