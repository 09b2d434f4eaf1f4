package dev.orchestration.core.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The times of a timetable within a span, of which only the newest are kept. Immutable.
 *
 * @param first the oldest of all, null if there is none
 * @param newest the oldest of them first
 * @param count of all
 * @param exact false if the span is so long that only a part of its times was counted
 */
record Slots(@Nullable Instant first, List<Instant> newest, long count, boolean exact) {
    /** So many are gone through one by one, before what is far from the end is passed over. More than are ever kept. */
    private static final int PATIENCE = 2_000;

    /** Those after {@code after} up to and including {@code until}, of which the newest {@code most} are kept. */
    static Slots between(Timetable times, Instant after, Instant until, int most) {
        Deque<Instant> newest = new ArrayDeque<>();
        Instant first = null;
        long count = 0;
        boolean exact = true;
        Instant stretch = after;
        Instant due = times.next(after);
        while (due != null && !due.isAfter(until)) {
            first = first == null ? due : first;
            stretch = count == 0 ? due : stretch;
            count++;
            newest.addLast(due);
            if (newest.size() > most) {
                newest.removeFirst();
            }
            Instant from = due;
            if (count % PATIENCE == 0) {
                // As dense as the last ones were, so many are left behind this moment as are kept, and more.
                Instant near = until.minus(Duration.between(stretch, due).multipliedBy(2));
                exact &= !near.isAfter(due);
                from = near.isAfter(due) ? near : due;
                stretch = from;
            }
            due = times.next(from);
        }
        return new Slots(first, List.copyOf(newest), count, exact);
    }

    boolean isEmpty() {
        return count == 0;
    }

    Instant last() {
        return newest.get(newest.size() - 1);
    }
}
