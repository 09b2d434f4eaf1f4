package dev.orchestration.workflow.parallel;

import dev.orchestration.state.Failure;
import dev.orchestration.state.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of one task. Immutable.
 *
 * @param result what the task returned, as JSON; null unless it completed
 * @param error why it did not complete, null if it did
 * @param startTime null if it did not start
 * @param endTime null if it did not start, or ignored its interruption and still runs
 */
public record ExecutionResult(
        String taskName,
        ExecutionStatus status,
        @Nullable Object result,
        @Nullable Failure error,
        @Nullable Instant startTime,
        @Nullable Instant endTime) {

    public boolean success() {
        return status == ExecutionStatus.COMPLETED;
    }

    /** From start to end, null if it has not both. */
    public @Nullable Duration duration() {
        return startTime == null || endTime == null ? null : Duration.between(startTime, endTime);
    }

    /** As JSON, with every field: times as ISO-8601 in UTC, the duration in seconds. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        Duration took = duration();
        map.put("task_name", taskName);
        map.put("status", status.wire());
        Json.putNullable(map, "result", result);
        Json.putNullable(map, "error", error == null ? null : error.toMap());
        Json.putNullable(map, "start_time", startTime == null ? null : startTime.toString());
        Json.putNullable(map, "end_time", endTime == null ? null : endTime.toString());
        Json.putNullable(map, "duration", took == null ? null : (Object) (took.toNanos() / 1e9));
        return map;
    }
}
