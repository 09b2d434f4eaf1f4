package dev.orchestration.tasks.orchestrator;

import java.util.PriorityQueue;

/** What is due when, on the monotonic clock; ties in the order of setting. Confined to the loop. */
final class Timers {
    private record Timer(long nanos, long seq, Message message) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            // Differences, not values: the monotonic clock may wrap around.
            int byTime = Long.signum(nanos - other.nanos);
            return byTime != 0 ? byTime : Long.compare(seq, other.seq);
        }
    }

    private final PriorityQueue<Timer> heap = new PriorityQueue<>();
    private long seq;

    /** Delivers {@code message} once {@code atNanos} of the monotonic clock has come. */
    void set(long atNanos, Message message) {
        seq++;
        heap.add(new Timer(atNanos, seq, message));
    }

    /** Delivers what is due at {@code nowNanos}. */
    void fire(long nowNanos, Loop loop) {
        for (Timer next = heap.peek(); next != null && next.nanos - nowNanos <= 0; next = heap.peek()) {
            heap.poll();
            next.message.deliver(loop);
        }
    }

    /** Nanoseconds until the next timer, at least 0; {@link Long#MAX_VALUE} if there is none. */
    long nanosToNext(long nowNanos) {
        Timer next = heap.peek();
        return next == null ? Long.MAX_VALUE : Math.max(0, next.nanos - nowNanos);
    }
}
