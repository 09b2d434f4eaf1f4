package dev.orchestration.workflow.performance;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How one step went in the runs that were looked at. Immutable.
 *
 * @param completed in how many runs it completed
 * @param failed in how many it failed
 * @param retries attempts that followed a failed one by themselves, over all runs and items
 * @param durations from its first start to its end, backoff and waiting included, where it completed
 */
public record StepPerformance(int completed, int failed, int retries, DurationSummary durations) {
    /** As JSON. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("completed", (long) completed);
        map.put("failed", (long) failed);
        map.put("retries", (long) retries);
        map.put("duration", durations.toMap());
        return map;
    }
}
