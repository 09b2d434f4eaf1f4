package dev.orchestration.workflow.performance;

import dev.orchestration.state.Json;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long something took. Percentiles are by nearest rank: of n durations in order, p50 and p95 are the one at ⌈0.50·n⌉ and the
 * one at ⌈0.95·n⌉, counted from 1; so each is a duration that really was, and at least that share of all took no longer.
 * Immutable.
 *
 * @param count how many durations are known
 * @param p50 null where none is known
 * @param p95 null where none is known
 */
public record DurationSummary(
        int count, @Nullable Duration p50, @Nullable Duration p95) {
    /** @param micros in any order */
    static DurationSummary of(List<Long> micros) {
        long[] sorted = micros.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return new DurationSummary(sorted.length, percentile(sorted, 50), percentile(sorted, 95));
    }

    /** In whole numbers, so that no rounding moves the rank. */
    private static @Nullable Duration percentile(long[] sorted, int percent) {
        if (sorted.length == 0) {
            return null;
        }
        long rank = ((long) sorted.length * percent + 99) / 100;
        return Duration.of(sorted[(int) rank - 1], ChronoUnit.MICROS);
    }

    /** As JSON; durations in milliseconds. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("count", (long) count);
        Json.putNullable(map, "p50_ms", millis(p50));
        Json.putNullable(map, "p95_ms", millis(p95));
        return map;
    }

    private static @Nullable Object millis(@Nullable Duration duration) {
        return duration == null ? null : (Object) (duration.toNanos() / 1e6);
    }
}
