package dev.orchestration.tasks.orchestrator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Ends attempts that take too long, and gives up those that do not end when they are asked to. Nearly every attempt ends long
 * before it is late, so there is one timer for all: it goes off no later than the earliest of them, perhaps for one that is
 * over by then, and looks at what runs. Setting a deadline is a comparison, and an attempt that ends has nothing to take back.
 * Confined to the loop.
 */
final class Deadlines extends Timer {
    /** How long an attempt that was asked to end may take before it is not waited for. Unit: nanoseconds. */
    private static final long GRACE = Duration.ofSeconds(10).toNanos();

    /** Of what is due at the same time a deadline goes before whatever else concerns attempts. */
    private static final int BEFORE_OTHERS = Integer.MAX_VALUE - 1;

    private final Loop loop;
    private final Capacity capacity;

    /** @param capacity knows what runs */
    Deadlines(Loop loop, Capacity capacity) {
        super(BEFORE_OTHERS);
        this.loop = loop;
        this.capacity = capacity;
    }

    /** The attempt is late at {@code atNanos} of the monotonic clock, and at no other time. */
    void set(Attempt attempt, long atNanos) {
        attempt.dueAt(atNanos);
        if (!isInHeap() || atNanos - nanos < 0) {
            loop.timers().set(this, atNanos);
        }
    }

    /** An attempt has ended; where none is left there is nothing to wait for. */
    void ended() {
        if (capacity.isIdle()) {
            loop.timers().cancel(this);
        }
    }

    /** Asks an attempt to end, and gives it up if it does not. */
    void expire(Attempt attempt, EndReason reason) {
        if (!attempt.isOver() && attempt.asked() == null) {
            loop.attempts().end(attempt, reason);
            set(attempt, loop.nanosAfter(0) + GRACE);
        }
    }

    @Override
    void fire(Loop on) {
        long time = nanos; // not all that is late by now: what else was due before that comes first
        List<Attempt> late = new ArrayList<>();
        for (Attempt attempt : capacity.holders()) {
            if (attempt.isDue(time)) {
                late.add(attempt);
            }
        }
        late.sort(Comparator.comparingLong(attempt -> attempt.dueNanos() - time));
        late.forEach(this::late);
        for (Attempt attempt : capacity.holders()) {
            if (attempt.hasDue()) {
                set(attempt, attempt.dueNanos());
            }
        }
    }

    private void late(Attempt attempt) {
        attempt.dueNever();
        if (attempt.asked() != null) {
            loop.attempts().abandon(attempt);
            return;
        }
        long left = left(attempt, loop.now());
        if (left > 0) {
            set(attempt, loop.nanosAfter(left));
        } else {
            expire(attempt, EndReason.TIMEOUT);
        }
    }

    /** What is still left to the attempt, whose time does not run before a worker begins it. Unit: microseconds. */
    private static long left(Attempt attempt, long now) {
        Duration timeout = attempt.spec().timeout();
        Workers.Carried carried = attempt.carried();
        boolean waits = carried != null && !carried.hasBegun();
        long counted = attempt.countedFrom();
        long from = waits ? now : Math.max(counted, attempt.begunAt());
        attempt.countFrom(from);
        return timeout == null ? 0 : Math.min(from - counted, timeout.toNanos() / 1_000);
    }
}
