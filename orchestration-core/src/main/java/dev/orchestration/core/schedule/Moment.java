package dev.orchestration.core.schedule;

import dev.orchestration.state.Quoted;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.regex.Pattern;

/** Moments as people write them: {@code 2026-12-01}, {@code 2026-12-01T03:00}, {@code 2026-12-01T03:00:00Z}. Stateless. */
public final class Moment {
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private Moment() {}

    /**
     * A day means its beginning.
     *
     * @param zone in which a time without one is meant
     * @throws IllegalArgumentException naming the text and the legal forms
     */
    public static Instant from(String text, ZoneId zone) {
        return read(text, zone, 0);
    }

    /** As {@link #from}; a day means its last nanosecond. */
    public static Instant until(String text, ZoneId zone) {
        return read(text, zone, 1);
    }

    private static Instant read(String text, ZoneId zone, int daysOn) {
        String stripped = text.strip();
        try {
            if (DAY.matcher(stripped).matches()) {
                LocalDateTime begins =
                        LocalDate.parse(stripped).plusDays(daysOn).atStartOfDay();
                return WallClock.instant(begins, zone.getRules()).minusNanos(daysOn);
            }
            return stripped.matches(".*(Z|[+-]\\d{2}:\\d{2})")
                    ? OffsetDateTime.parse(stripped).toInstant()
                    : WallClock.instant(LocalDateTime.parse(stripped), zone.getRules());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    Quoted.of(text) + " is no moment; write 2026-12-01, 2026-12-01T03:00 or 2026-12-01T03:00:00Z", e);
        }
    }
}
