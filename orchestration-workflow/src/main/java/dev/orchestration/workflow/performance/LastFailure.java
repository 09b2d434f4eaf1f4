package dev.orchestration.workflow.performance;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Failure;
import dev.orchestration.state.Json;
import dev.orchestration.state.Times;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The newest run that failed. Immutable.
 *
 * @param at when it ended, microseconds since 1970
 * @param error why, null if that is not recorded
 */
public record LastFailure(
        ExecutionId execution, long at, @Nullable Failure error) {
    /** As JSON. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("execution_id", execution.value());
        map.put("ended_at", Times.iso(at));
        Json.putNullable(map, "error", error == null ? null : error.toMap());
        return map;
    }
}
