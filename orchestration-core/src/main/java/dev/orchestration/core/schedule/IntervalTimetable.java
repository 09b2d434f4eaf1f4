package dev.orchestration.core.schedule;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.action.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * Again and again, counted from a start. An interval of whole days keeps the time that the clock shows in its zone; any other
 * is real time.
 *
 * @param every from a second to ten years
 * @param start the first moment
 */
public record IntervalTimetable(Duration every, Instant start, ZoneId zone) implements Timetable {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(3_660);
    private static final Duration DAY = Duration.ofDays(1);

    /** @throws OrchestrationException ({@code BAD_PARAMETERS}) if the interval is too short or too long */
    public IntervalTimetable {
        if (every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0) {
            throw new OrchestrationException(
                    ErrorCode.BAD_PARAMETERS,
                    "the interval " + Durations.text(every) + " is not between 1s and " + LONGEST.toDays() + "d");
        }
    }

    @Override
    public Instant next(Instant after) {
        if (after.isBefore(start)) {
            return start;
        }
        return every.compareTo(DAY) >= 0 && every.equals(Duration.ofDays(every.toDays()))
                ? nextDay(after)
                : start.plus(every.multipliedBy(Duration.between(start, after).dividedBy(every) + 1));
    }

    private Instant nextDay(Instant after) {
        LocalDateTime first = LocalDateTime.ofInstant(start, zone.getRules().getOffset(start));
        LocalDateTime now = LocalDateTime.ofInstant(after, zone.getRules().getOffset(after));
        long days = every.toDays();
        long passed = ChronoUnit.DAYS.between(first.toLocalDate(), now.toLocalDate()) / days;
        // The clock may have been put back since, over midnight, too.
        for (long n = Math.max(0, passed - 1); ; n++) {
            Instant due = WallClock.instant(first.plusDays(n * days), zone.getRules());
            if (due.isAfter(after)) {
                return due;
            }
        }
    }
}
