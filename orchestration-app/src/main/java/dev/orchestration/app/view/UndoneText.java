package dev.orchestration.app.view;

import dev.orchestration.state.Failure;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.workflow.WorkflowExecution;
import java.util.List;

/** What is to be said of an execution beyond its failed steps: who cancelled it, and what is not undone. */
final class UndoneText {
    private UndoneText() {}

    /** What a compensation that failed has left: a step, or of one that goes through a list those elements; else empty. */
    static String left(WorkflowExecution execution, TaskResult compensation) {
        String step = compensation.compensates();
        if (step == null) {
            return "";
        }
        String item = compensation.itemOf();
        if (item != null) {
            return step + compensation.task().substring(item.length());
        }
        boolean hasItems = execution.stepResults().values().stream()
                .anyMatch(each -> compensation.task().equals(each.itemOf()));
        return hasItems ? "" : step;
    }

    /** What the failed steps alone do not tell; empty if they do. */
    static String whole(WorkflowExecution execution, List<TaskResult> failed) {
        Failure error = execution.error();
        if (error == null || failed.isEmpty()) {
            return "";
        }
        if (execution.status() == WorkflowStatus.CANCELLED) {
            return error.message();
        }
        boolean told = failed.stream().anyMatch(step -> step.compensates() != null);
        int left = error.message().indexOf("not undone: ");
        return left >= 0 && !told ? error.message().substring(left) : "";
    }
}
