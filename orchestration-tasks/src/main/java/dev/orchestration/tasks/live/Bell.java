package dev.orchestration.tasks.live;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Wakes one thread that waits for something to do.
 *
 * <p>Why no ringing is lost: who waits says so first, and looks whether there is something to do after that; who rings has
 * made something to do first, and looks for somebody waiting after. Whichever comes second sees the other. Of many who ring
 * at once one makes the system call.
 */
final class Bell {
    private final AtomicReference<@Nullable Thread> waiting = new AtomicReference<>();

    /** Wakes the waiting thread, if one waits. */
    void ring() {
        Thread sleeper = waiting.get();
        if (sleeper != null && waiting.compareAndSet(sleeper, null)) {
            LockSupport.unpark(sleeper);
        }
    }

    /**
     * Waits until somebody rings, or for so many nanoseconds; {@link Long#MAX_VALUE} waits for the bell alone. May return
     * without a reason.
     *
     * @param isWork whether there is no need to wait
     */
    void await(BooleanSupplier isWork, long nanos) {
        if (nanos <= 0) {
            return;
        }
        waiting.set(Thread.currentThread());
        if (!isWork.getAsBoolean()) {
            if (nanos == Long.MAX_VALUE) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, nanos);
            }
        }
        waiting.set(null);
        Thread.interrupted(); // with the flag set it would never park again
    }
}
