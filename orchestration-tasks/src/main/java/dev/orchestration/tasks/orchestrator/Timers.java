package dev.orchestration.tasks.orchestrator;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * What is due when, on the monotonic clock; ties in the order of setting. A cancelled timer stays in the heap until it comes
 * up or until most of the heap is cancelled, so a timeout costs no search when its attempt ends. Confined to the loop.
 */
final class Timers {
    /** Below so many cancelled timers the heap is not worth a clearing out. */
    private static final int TIDY_FROM = 64;

    /** A timer that was set; may be cancelled. */
    static final class Timer implements Comparable<Timer> {
        private final long nanos;
        private final long seq;
        private @Nullable Message message;

        private Timer(long nanos, long seq, Message message) {
            this.nanos = nanos;
            this.seq = seq;
            this.message = message;
        }

        @Override
        public int compareTo(Timer other) {
            // Differences, not values: the monotonic clock may wrap around.
            int byTime = Long.signum(nanos - other.nanos);
            return byTime != 0 ? byTime : Long.compare(seq, other.seq);
        }
    }

    private final PriorityQueue<Timer> heap = new PriorityQueue<>();
    private long seq;
    private int cancelled;

    /** Delivers {@code message} once {@code atNanos} of the monotonic clock has come. */
    Timer set(long atNanos, Message message) {
        seq++;
        Timer timer = new Timer(atNanos, seq, message);
        heap.add(timer);
        return timer;
    }

    /** The timer's message is not delivered any more, and is let go of; does nothing for one that has fired. */
    void cancel(@Nullable Timer timer) {
        if (timer == null || timer.message == null) {
            return;
        }
        timer.message = null;
        cancelled++;
        if (cancelled >= TIDY_FROM && cancelled * 2 > heap.size()) {
            heap.removeIf(each -> each.message == null);
            cancelled = 0;
        }
    }

    /** Delivers what is due at {@code nowNanos}. */
    void fire(long nowNanos, Loop loop) {
        for (Timer next = head(); next != null && next.nanos - nowNanos <= 0; next = head()) {
            heap.poll();
            Message message = next.message;
            next.message = null;
            if (message != null) {
                message.deliver(loop);
            }
        }
    }

    private @Nullable Timer head() {
        Timer head = heap.peek();
        while (head != null && head.message == null) {
            heap.poll();
            cancelled--;
            head = heap.peek();
        }
        return head;
    }

    /** Nanoseconds until the next timer, at least 0; {@link Long#MAX_VALUE} if there is none. */
    long nanosToNext(long nowNanos) {
        Timer next = head();
        return next == null ? Long.MAX_VALUE : Math.max(0, next.nanos - nowNanos);
    }

    /** How many timers take memory. */
    int size() {
        return heap.size();
    }
}
