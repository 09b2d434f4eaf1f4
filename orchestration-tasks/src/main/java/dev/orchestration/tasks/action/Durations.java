package dev.orchestration.tasks.action;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Durations as definitions write them: seconds as a number or its text ({@code 60}, {@code 0.5}), a number with a unit ({@code 500ms},
 * {@code 30s}, {@code 5m}, {@code 2h}, {@code 1d}, {@code 1.5h}), or ISO-8601 ({@code PT5M}). Not negative, at most
 * {@link #MAX}, exact to a nanosecond.
 */
public final class Durations {
    /** What may be written, for a message. */
    public static final String FORMS = "a duration: seconds as a number, or 500ms, 30s, 5m, 2h, 1d, PT5M";

    /** A hundred years: every sum of a moment and a duration stays far from overflow. */
    public static final Duration MAX = Duration.ofDays(36_525);

    private static final Pattern WITH_UNIT = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?)(ms|s|m|h|d|)");
    private static final BigDecimal NANOS_PER_SECOND = BigDecimal.valueOf(1_000_000_000L);

    private Durations() {}

    /**
     * Reads one duration.
     *
     * @param jsonValue a number or a text
     * @throws IllegalArgumentException naming the value and the legal forms
     */
    public static Duration parse(@Nullable Object jsonValue) {
        Duration duration = null;
        if (jsonValue instanceof Number number) {
            duration = ofSeconds(number);
        } else if (jsonValue instanceof String text) {
            duration = ofText(text.strip());
        }
        if (duration == null) {
            throw new IllegalArgumentException("'" + jsonValue
                    + "' is no duration; write seconds as a number, or 500ms, 30s, 5m, 2h, 1d, or ISO-8601 (PT5M)");
        }
        if (duration.isNegative() || duration.compareTo(MAX) > 0) {
            throw new IllegalArgumentException(
                    "the duration '" + jsonValue + "' is not between 0 and " + MAX.toDays() + "d");
        }
        return duration;
    }

    /** As people write it, in the largest unit that leaves nothing over: {@code 1d}, {@code 90m}, {@code 5s}, {@code 100ms}. */
    public static String text(Duration duration) {
        if (duration.getNano() % 1_000_000 != 0) {
            return new BigDecimal(BigInteger.valueOf(duration.getNano()), 9)
                            .add(BigDecimal.valueOf(duration.getSeconds()))
                            .stripTrailingZeros()
                            .toPlainString()
                    + "s";
        }
        long seconds = duration.getSeconds();
        if (duration.getNano() != 0) {
            return duration.toMillis() + "ms";
        }
        if (seconds == 0 || seconds % 60 != 0) {
            return seconds + "s";
        }
        if (seconds % 3_600 != 0) {
            return seconds / 60 + "m";
        }
        return seconds % 86_400 != 0 ? seconds / 3_600 + "h" : seconds / 86_400 + "d";
    }

    /** A time to wait as the loop can count it: what is beyond {@link #MAX} counts as that, what is negative as nothing. */
    public static Duration patience(Duration said) {
        if (said.isNegative()) {
            return Duration.ZERO;
        }
        return said.compareTo(MAX) > 0 ? MAX : said;
    }

    private static @Nullable Duration ofSeconds(Number number) {
        try {
            return scaled(new BigDecimal(number.toString()), NANOS_PER_SECOND);
        } catch (NumberFormatException e) {
            // NaN or infinite
            return null;
        }
    }

    private static @Nullable Duration ofText(String text) {
        Matcher matcher = WITH_UNIT.matcher(text);
        if (matcher.matches()) {
            return scaled(new BigDecimal(matcher.group(1)), nanosOf(matcher.group(2)));
        }
        if (!text.toUpperCase(Locale.ROOT).startsWith("P")) {
            return null;
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException | ArithmeticException e) {
            return null;
        }
    }

    private static BigDecimal nanosOf(String unit) {
        return switch (unit) {
            case "ms" -> BigDecimal.valueOf(1_000_000L);
            case "s", "" -> NANOS_PER_SECOND;
            case "m" -> BigDecimal.valueOf(60).multiply(NANOS_PER_SECOND);
            case "h" -> BigDecimal.valueOf(3_600).multiply(NANOS_PER_SECOND);
            default -> BigDecimal.valueOf(86_400).multiply(NANOS_PER_SECOND);
        };
    }

    /** Anything beyond a long is far beyond the maximum, and is told as such. */
    private static Duration scaled(BigDecimal value, BigDecimal unit) {
        BigDecimal seconds = value.multiply(unit).divide(NANOS_PER_SECOND, 9, RoundingMode.DOWN);
        BigDecimal limit = BigDecimal.valueOf(MAX.toSeconds() + 1);
        BigDecimal bounded = seconds.min(limit).max(limit.negate());
        BigDecimal whole = bounded.setScale(0, RoundingMode.FLOOR);
        return Duration.ofSeconds(
                whole.longValueExact(),
                bounded.subtract(whole).multiply(NANOS_PER_SECOND).longValueExact());
    }
}
