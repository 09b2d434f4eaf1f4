package dev.orchestration.core.schedule;

import dev.orchestration.state.ExecutionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a schedule. Immutable.
 *
 * @param at microseconds since 1970
 * @param change {@code created}, {@code changed}, {@code paused}, {@code resumed}, {@code removed}, {@code fired}, {@code
 *     skipped} or {@code failed}
 * @param time for which it was, null where none is meant
 * @param execution what was begun, null if nothing was
 * @param problem why nothing was begun, null where that is not so
 */
public record ScheduleNews(
        long at,
        String change,
        String schedule,
        @Nullable Instant time,
        @Nullable ExecutionId execution,
        @Nullable String problem) {}
