package dev.orchestration.workflow;

import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskStatus;
import java.util.EnumMap;
import java.util.Map;
import java.util.StringJoiner;

/** How many steps of an execution stand how; what undoes steps is counted apart, and only as far as that did not go well. */
public final class StepCounts {
    private final Map<TaskStatus, Integer> steps = new EnumMap<>(TaskStatus.class);
    private final Map<TaskStatus, Integer> compensations = new EnumMap<>(TaskStatus.class);
    private int undone;

    private StepCounts() {}

    /** For example {@code 2 completed, 1 failed, 3 undone · compensations: 1 failed}; {@code dot} parts the two. */
    public static String of(WorkflowExecution execution, String dot) {
        StepCounts counts = new StepCounts();
        execution.stepResults().values().forEach(step -> counts.count(execution, step));
        StringJoiner told = new StringJoiner(", ");
        counts.steps.forEach((status, count) -> told.add(count + " " + status.wire()));
        if (counts.undone > 0) {
            told.add(counts.undone + " undone");
        }
        StringJoiner undoing = new StringJoiner(", ", dot + "compensations: ", "").setEmptyValue("");
        counts.compensations.forEach((status, count) -> undoing.add(count + " " + status.wire()));
        return told.toString() + undoing;
    }

    private void count(WorkflowExecution execution, TaskResult step) {
        if (step.itemOf() != null) {
            return;
        }
        if (execution.isUndone(step)) {
            undone++;
        } else if (step.compensates() == null) {
            steps.merge(step.status(), 1, Integer::sum);
        } else if (!step.success()) {
            compensations.merge(step.status(), 1, Integer::sum);
        }
    }
}
