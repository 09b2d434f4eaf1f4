package dev.orchestration.docs.report;

import dev.orchestration.tasks.TaskStatus;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times and states as people read them. */
final class Words {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx", Locale.ROOT);
    private static final long MILLI = 1_000;
    private static final long SECOND = 1_000 * MILLI;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    private Words() {}

    static String time(@Nullable Long micros, ZoneId zone) {
        return micros == null
                ? "–"
                : TIME.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atZone(zone));
    }

    /** For example {@code 40 ms}, {@code 12.3 s}, {@code 2 min 05 s}, {@code 31 h 02 min}. */
    static String span(long micros) {
        long known = Math.max(0, micros);
        if (known < SECOND) {
            return (known < 10 * MILLI && known > 0
                            ? String.format(Locale.ROOT, "%.1f", known / (double) MILLI)
                            : String.valueOf(known / MILLI))
                    + " ms";
        }
        if (known < MINUTE) {
            return String.format(Locale.ROOT, "%.1f s", Math.min(known, MINUTE - SECOND / 10) / (double) SECOND);
        }
        if (known < HOUR) {
            return String.format(Locale.ROOT, "%d min %02d s", known / MINUTE, known % MINUTE / SECOND);
        }
        return String.format(Locale.ROOT, "%d h %02d min", known / HOUR, known % HOUR / MINUTE);
    }

    static String span(@Nullable Long micros) {
        return micros == null ? "–" : span((long) micros);
    }

    /** A sign that is told apart without colours. */
    static String sign(TaskStatus status) {
        return switch (status) {
            case PENDING, READY -> "○";
            case BLOCKED -> "⊘";
            case RUNNING -> "▶";
            case WAITING -> "⧗";
            case COMPLETED -> "✓";
            case SKIPPED -> "»";
            case FAILED -> "✗";
            case CANCELLED -> "■";
        };
    }

    static String count(long number, String one) {
        return String.format(Locale.ROOT, "%,d %s%s", number, one, number == 1 ? "" : "s");
    }

    /** A part of a whole in percent, as CSS has it. */
    static String percent(long part, long whole) {
        double share = whole <= 0 ? 0 : 100.0 * part / whole;
        return String.format(Locale.ROOT, "%.3f%%", Math.max(0, Math.min(100, share)));
    }
}
