package dev.orchestration.workflow.definition;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a length of time: a number of seconds, {@code 500ms}, {@code 30s}, {@code 5m}, {@code 2h}, {@code 1d}, or
 * ISO-8601 ({@code PT5M}).
 */
public final class Durations {
    /** What may be written, for a message. */
    public static final String FORMS = "a duration: seconds as a number, or 500ms, 30s, 5m, 2h, 1d, PT5M";

    private static final Duration MAX = Duration.ofDays(36_500);
    private static final Pattern SHORT = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,9})?) ?(ms|s|m|h|d)");
    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    private Durations() {}

    /** The duration, or nothing if {@code value} is none, is negative or longer than 100 years. */
    public static Optional<Duration> read(@Nullable Object value) {
        Optional<Duration> duration = Optional.empty();
        if (value instanceof Number number) {
            duration = seconds(new BigDecimal(number.toString()));
        } else if (value instanceof String text) {
            Matcher matcher = SHORT.matcher(text);
            duration = matcher.matches() ? units(matcher) : iso(text);
        }
        return duration.filter(length -> !length.isNegative() && length.compareTo(MAX) <= 0);
    }

    private static Optional<Duration> units(Matcher matcher) {
        long millis = MILLIS.getOrDefault(matcher.group(2), 0L);
        return seconds(new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(millis, 3)));
    }

    private static Optional<Duration> seconds(BigDecimal seconds) {
        if (seconds.precision() - seconds.scale() > 12) {
            return Optional.empty();
        }
        BigDecimal nanos = seconds.movePointRight(9).setScale(0, RoundingMode.HALF_UP);
        return nanos.unscaledValue().bitLength() < Long.SIZE
                ? Optional.of(Duration.ofNanos(nanos.longValue()))
                : Optional.empty();
    }

    private static Optional<Duration> iso(String text) {
        if (!text.startsWith("P") || text.length() > 40) {
            return Optional.empty();
        }
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}
