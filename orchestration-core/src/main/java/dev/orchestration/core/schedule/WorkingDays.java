package dev.orchestration.core.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A timetable without what falls on days off; that is not made up for.
 *
 * @param zone in which the days are meant
 */
public record WorkingDays(Timetable all, DaysOff off, ZoneId zone) implements Timetable {
    /** What falls on days off for so long will always do. */
    private static final long HORIZON_DAYS = 40_000;

    @Override
    public @Nullable Instant next(Instant after) {
        Instant end = after.plus(HORIZON_DAYS, ChronoUnit.DAYS);
        Instant due = all.next(after);
        while (due != null && due.isBefore(end)) {
            LocalDate day = LocalDate.ofInstant(due, zone);
            if (!off.contains(day)) {
                return due;
            }
            LocalDate on = off.nextDayOn(day);
            if (on == null) {
                return null;
            }
            Instant begins = WallClock.instant(on.atTime(LocalTime.MIDNIGHT), zone.getRules());
            Instant from = begins.minusNanos(1);
            due = all.next(from.isAfter(due) ? from : due);
        }
        return null;
    }
}
