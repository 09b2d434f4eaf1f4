package dev.orchestration.workflow.parallel;

import dev.orchestration.state.Wire;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What came of a {@link ParallelWorkflow}. Immutable.
 *
 * @param taskResults by name, in the order of the tasks
 */
public record ParallelWorkflowResult(Map<String, ExecutionResult> taskResults) {
    /** How it went as a whole. */
    public enum Status {
        /** Every task completed. */
        COMPLETED,
        /** Some completed. */
        PARTIAL_FAILURE,
        /** None completed. */
        FAILED;

        public String wire() {
            return Wire.name(this);
        }
    }

    public ParallelWorkflowResult {
        taskResults = Collections.unmodifiableMap(new LinkedHashMap<>(taskResults));
    }

    public Status status() {
        if (completedTasks() == totalTasks()) {
            return Status.COMPLETED;
        }
        return completedTasks() > 0 ? Status.PARTIAL_FAILURE : Status.FAILED;
    }

    public int totalTasks() {
        return taskResults.size();
    }

    public int completedTasks() {
        return (int)
                taskResults.values().stream().filter(ExecutionResult::success).count();
    }

    /** Those that failed, timed out or were cancelled. */
    public int failedTasks() {
        return totalTasks() - completedTasks();
    }

    /** As JSON. */
    public Map<String, Object> toMap() {
        Map<String, Object> results = new LinkedHashMap<>();
        taskResults.forEach((name, result) -> results.put(name, result.toMap()));
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("status", status().wire());
        map.put("total_tasks", (long) totalTasks());
        map.put("completed_tasks", (long) completedTasks());
        map.put("failed_tasks", (long) failedTasks());
        map.put("task_results", results);
        return map;
    }
}
