package dev.orchestration.core.schedule;

import dev.orchestration.tasks.action.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When a schedule is due. Either a cron expression or an interval is given. Immutable, thread-safe, and reads no clock.
 *
 * @param every counted from {@code start}
 * @param zone in which hours and days are meant
 * @param start nothing is due before; null for no such moment, which an interval has once it is stored
 * @param end nothing is due after, null for no such moment
 */
public record ScheduledTimes(
        @Nullable Cron cron,
        @Nullable Duration every,
        ZoneId zone,
        DaysOff off,
        @Nullable Instant start,
        @Nullable Instant end)
        implements Timetable {
    @Override
    public @Nullable Instant next(Instant after) {
        Instant from = start != null && after.isBefore(start) ? start.minusNanos(1) : after;
        Instant due = new WorkingDays(all(), off, zone).next(from);
        return due == null || (end != null && due.isAfter(end)) ? null : due;
    }

    private Timetable all() {
        return cron != null
                ? new CronTimetable(cron, zone)
                : new IntervalTimetable(Objects.requireNonNull(every), start == null ? Instant.EPOCH : start, zone);
    }

    /** The same; an interval without a start begins with {@code now}. */
    ScheduledTimes begunAt(Instant now) {
        return every == null || start != null ? this : new ScheduledTimes(cron, every, zone, off, now, end);
    }

    /** The rule in a word: the cron expression, or {@code every 1h}. */
    public String rule() {
        return cron == null ? "every " + Durations.text(Objects.requireNonNull(every)) : cron.toString();
    }
}
