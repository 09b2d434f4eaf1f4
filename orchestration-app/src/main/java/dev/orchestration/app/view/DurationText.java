package dev.orchestration.app.view;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Durations as people read them. */
public final class DurationText {
    private static final long SECOND = 1_000_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private DurationText() {}

    /** For example {@code 0.4 s}, {@code 12.3 s}, {@code 2 min 05 s}, {@code 3 h 02 min}; a dash for what is not known. */
    public static String of(@Nullable Long micros) {
        return micros == null ? "-" : of(micros.longValue());
    }

    /** As {@link #of(Long)}; a negative duration, which a clock that was set can give, counts as none. */
    public static String of(long micros) {
        long known = Math.max(0, micros);
        if (known < MINUTE - SECOND / 20) {
            return String.format(Locale.ROOT, "%.1f s", known / (double) SECOND);
        }
        if (known < HOUR) {
            return String.format(Locale.ROOT, "%d min %02d s", known / MINUTE, known % MINUTE / SECOND);
        }
        if (known < DAY) {
            return String.format(Locale.ROOT, "%d h %02d min", known / HOUR, known % HOUR / MINUTE);
        }
        return String.format(Locale.ROOT, "%d d %02d h", known / DAY, known % DAY / HOUR);
    }
}
