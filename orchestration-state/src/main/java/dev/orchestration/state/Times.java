package dev.orchestration.state;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Times as microseconds since 1970 and as ISO-8601 text in UTC with six fraction digits, which sorts as text. */
public final class Times {
    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private Times() {}

    /** {@code micros} as text, for example {@code 2026-01-31T09:05:00.000123Z}. */
    public static String iso(long micros) {
        return ISO.format(instant(micros));
    }

    /** As {@link #iso(long)}, null for null. */
    public static @Nullable String iso(@Nullable Long micros) {
        return micros == null ? null : iso(micros.longValue());
    }

    /**
     * Reads what {@link #iso(long)} wrote.
     *
     * @throws java.time.format.DateTimeParseException if the text is no such time
     */
    public static long micros(String iso) {
        // ChronoUnit.MICROS counts nanoseconds on the way, of which a long has no more than until the year 2262.
        Instant at = Instant.parse(iso);
        return at.getEpochSecond() * 1_000_000L + at.getNano() / 1_000;
    }

    public static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    }
}
