package dev.orchestration.resources;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets one thread at a time into the ledger, and lets threads wait. Thread-safe.
 *
 * <p>Why this is correct: everything that changes lies in the ledger, and the ledger is only reached under the one lock, so
 * acts happen one after the other and each finds the ledger whole: no interleaving can give out more than there is. Acts are
 * short and never block, so one lock is faster than any finer scheme would be for requests that need several resources at
 * once; and it cannot deadlock, as it is the only one and nothing foreign is called under it.
 *
 * <p>Why nobody waits in vain: a waiter stands in the line before the lock is left, so an act that could serve it finds it
 * there. Whoever serves it or sends it away sets its state under the lock and unparks its thread; a thread that has not parked
 * yet does not park then. After every park it looks at its state under the lock, so a stray wake-up does no harm. The first in
 * the line parks only until the next thing is due (an expiry, a refill, anybody's deadline), and an act that brings this
 * forward, or that changes who is first, wakes the first. So what is due is done without a thread of its own while somebody
 * waits for it, and otherwise at the beginning of the next act, before anybody can see that it was late.
 */
final class Desk {
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Ledger ledger;

    private final Changes changes;

    Desk(Clock clock, Changes changes) {
        this.changes = changes;
        this.ledger = new Ledger(this, clock, changes);
    }

    /** Carries {@code act} out on a settled ledger, alone; tells what happened afterwards, outside the lock. */
    <T extends @Nullable Object> T act(Function<Ledger, T> act) {
        boolean freed = false;
        try {
            synchronized (lock) {
                try {
                    ledger.settle();
                    return act.apply(ledger);
                } finally {
                    freed = ledger.leave();
                }
            }
        } finally {
            changes.tell(freed);
        }
    }

    /**
     * Waits for what is asked for.
     *
     * @param gate is passed under the lock, before the line is entered
     * @throws InsufficientCapacityException if {@code patience} was over before it could be had
     * @throws InterruptedException if the thread was interrupted before; then nothing is taken
     */
    ResourceAllocation await(AllocationRequest request, Duration patience, Runnable gate) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Thread self = Thread.currentThread();
        Waiter waiter = act(own -> {
            gate.run();
            return own.waiters().enter(request, patience, () -> LockSupport.unpark(self));
        });
        boolean interrupted = false;
        for (long nap = nap(waiter, false); nap > 0; nap = nap(waiter, interrupted)) {
            LockSupport.parkNanos(this, nap);
            interrupted |= Thread.interrupted();
        }
        return outcome(waiter, interrupted);
    }

    private long nap(Waiter waiter, boolean interrupted) {
        return act(own -> own.waiters().look(waiter, interrupted));
    }

    /** Of a waiter that has ended, which nobody changes any more. */
    private static ResourceAllocation outcome(Waiter waiter, boolean interrupted) throws InterruptedException {
        if (interrupted && waiter.state() != Waiter.State.INTERRUPTED) {
            Thread.currentThread().interrupt(); // it came too late for the wait, not for what the caller does next
        }
        return switch (waiter.state()) {
            case SERVED -> waiter.allocation();
            case TOO_LATE -> throw new InsufficientCapacityException(waiter.shortage());
            case INTERRUPTED -> throw new InterruptedException();
            case DISMISSED -> throw closed(waiter.request().requester());
            case WAITING -> throw new IllegalStateException("it still waits");
        };
    }

    static OrchestrationException closed(String requester) {
        return new OrchestrationException(
                ErrorCode.CLOSED, "what " + requester + " holds was released, so it gets nothing more");
    }
}
