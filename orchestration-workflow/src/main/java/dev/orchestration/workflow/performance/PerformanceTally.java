package dev.orchestration.workflow.performance;

import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts runs, the newest first. Not thread-safe. */
public final class PerformanceTally {
    private static final class Step {
        private final List<Long> micros = new ArrayList<>();
        private int completed;
        private int failed;
        private int retries;
    }

    private final Map<String, Step> steps = new LinkedHashMap<>();
    private final List<Long> micros = new ArrayList<>();
    private int completed;
    private int failed;
    private int cancelled;
    private @Nullable LastFailure lastFailure;

    /**
     * Counts one run.
     *
     * @param took from start to end in microseconds, null where that is not known
     * @param ending when and why it failed; looked at only if it did
     */
    public void run(WorkflowStatus status, @Nullable Long took, LastFailure ending) {
        switch (status) {
            case COMPLETED -> {
                completed++;
                if (took != null) {
                    micros.add(took);
                }
            }
            case FAILED -> {
                failed++;
                lastFailure = lastFailure == null ? ending : lastFailure;
            }
            default -> cancelled++;
        }
    }

    /** Counts what came of one step of a run; items of a step and compensations are no steps. */
    public void step(TaskResult result) {
        if (result.itemOf() != null || result.compensates() != null) {
            return;
        }
        Step step = of(result.task());
        Long took = result.duration();
        if (result.status() == TaskStatus.COMPLETED) {
            step.completed++;
            if (took != null) {
                step.micros.add(took);
            }
        } else if (result.status() == TaskStatus.FAILED) {
            step.failed++;
        }
    }

    /** Counts an attempt of a step, or of what undoes it, that followed a failed one. */
    public void retry(String step) {
        of(step).retries++;
    }

    private Step of(String name) {
        return steps.computeIfAbsent(name, any -> new Step());
    }

    /** What was counted so far. */
    public PerformanceSummary summary(String workflow) {
        Map<String, StepPerformance> each = new LinkedHashMap<>();
        steps.forEach((name, step) -> each.put(
                name, new StepPerformance(step.completed, step.failed, step.retries, DurationSummary.of(step.micros))));
        int retries = steps.values().stream().mapToInt(step -> step.retries).sum();
        return new PerformanceSummary(
                workflow, completed, failed, cancelled, DurationSummary.of(micros), retries, lastFailure, each);
    }
}
