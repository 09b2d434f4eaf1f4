package dev.orchestration.tasks.orchestrator;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What is due when, on the monotonic clock; ties in the order of setting. Confined to the loop. */
final class Timers {
    private final IndexedHeap<Timer> heap = new IndexedHeap<>();
    private long seq;
    private boolean told;
    private long toldNanos;

    /** Fires {@code timer} once {@code atNanos} of the monotonic clock has come; one that is set already is moved. */
    void set(Timer timer, long atNanos) {
        seq++;
        heap.remove(timer);
        timer.nanos = atNanos;
        timer.seq = seq;
        heap.put(timer);
    }

    /** As {@link #set}, if there is a time. */
    void setIfAny(Timer timer, OptionalLong atNanos) {
        if (atNanos.isPresent()) {
            set(timer, atNanos.getAsLong());
        }
    }

    /** The timer does not fire any more; does nothing for one that has fired. */
    void cancel(@Nullable Timer timer) {
        if (timer != null) {
            heap.remove(timer);
        }
    }

    /** Fires what is due at {@code nowNanos}. */
    void fire(long nowNanos, Loop loop) {
        for (Timer next = heap.peek(); next != null && next.nanos - nowNanos <= 0; next = heap.peek()) {
            heap.remove(next);
            next.fire(loop);
        }
    }

    /** Tells the drive of the next timer, unless it wakes up in time for it anyway. */
    void tell(Drive drive, StepClock clock) {
        Timer next = heap.peek();
        if (next != null && (!told || next.nanos - toldNanos < 0 || clock.nanos() - toldNanos >= 0)) {
            told = true;
            toldNanos = next.nanos;
            drive.due(next.nanos);
        }
    }

    /** The next to fire, null if there is none. */
    @Nullable
    Timer next() {
        return heap.peek();
    }

    /** How many are set. */
    int size() {
        return heap.size();
    }
}
