package dev.orchestration.workflow.performance;

import dev.orchestration.state.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the newest runs of a workflow went that have ended, also those that another workflow started. Immutable.
 *
 * @param completed runs that completed; likewise {@code failed} and {@code cancelled}
 * @param durations of the runs that completed, from start to end, without the time between an end and a retry by hand
 * @param retries of all steps: attempts that followed a failed one by themselves
 * @param lastFailure null where none failed
 * @param steps by name, in the order of the newest definition
 */
public record PerformanceSummary(
        String workflow,
        int completed,
        int failed,
        int cancelled,
        DurationSummary durations,
        int retries,
        @Nullable LastFailure lastFailure,
        Map<String, StepPerformance> steps) {
    public PerformanceSummary {
        steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
    }

    /** How many runs were looked at. */
    public int runs() {
        return completed + failed + cancelled;
    }

    /** The share that completed, from 0 to 1, of those that completed or failed; null where there is none. */
    public @Nullable Double successRate() {
        int judged = completed + failed;
        return judged == 0 ? null : (Double) ((double) completed / judged);
    }

    /** As JSON. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("workflow", workflow);
        map.put("runs", (long) runs());
        map.put("completed", (long) completed);
        map.put("failed", (long) failed);
        map.put("cancelled", (long) cancelled);
        Json.putNullable(map, "success_rate", successRate());
        map.put("duration", durations.toMap());
        map.put("retries", (long) retries);
        Json.putNullable(map, "last_failure", lastFailure == null ? null : lastFailure.toMap());
        Map<String, Object> each = new LinkedHashMap<>();
        steps.forEach((name, step) -> each.put(name, step.toMap()));
        map.put("steps", each);
        return map;
    }
}
