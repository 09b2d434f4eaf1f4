package dev.orchestration.workflow;

import dev.orchestration.tasks.TaskResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The order in which a person reads the steps of an execution. */
public final class StepOrder {
    private static final Comparator<TaskResult> AS_STARTED =
            Comparator.comparingLong(step -> step.startedAt() == null ? Long.MAX_VALUE : step.startedAt());

    private StepOrder() {}

    /**
     * As they are declared, each with its items behind it; but what undoes steps stands before the steps of {@code finally},
     * in the order in which it ran.
     *
     * @param lastly the steps of {@code finally}
     */
    public static List<TaskResult> of(WorkflowExecution execution, List<String> lastly) {
        Set<String> last = Set.copyOf(lastly);
        List<TaskResult> ordered = new ArrayList<>();
        List<TaskResult> undoing = new ArrayList<>();
        List<TaskResult> ending = new ArrayList<>();
        for (TaskResult step : execution.stepResults().values()) {
            String name = step.itemOf() == null ? step.task() : step.itemOf();
            (step.compensates() != null ? undoing : last.contains(name) ? ending : ordered).add(step);
        }
        undoing.sort(AS_STARTED);
        for (TaskResult step : undoing) {
            if (step.itemOf() == null) {
                ordered.add(step);
                undoing.stream()
                        .filter(item -> step.task().equals(item.itemOf()))
                        .forEach(ordered::add);
            }
        }
        ordered.addAll(ending);
        return ordered;
    }
}
