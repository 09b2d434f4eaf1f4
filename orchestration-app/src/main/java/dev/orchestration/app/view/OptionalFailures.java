package dev.orchestration.app.view;

import dev.orchestration.state.Failure;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.action.Printable;
import dev.orchestration.workflow.WorkflowExecution;
import java.util.ArrayList;
import java.util.List;

/** Tells failed steps that an execution did not need from those that it failed by. */
final class OptionalFailures {
    private static final int SHOWN = 10;

    private OptionalFailures() {}

    /** The failed steps that the execution needed. */
    static List<TaskResult> causes(WorkflowExecution execution) {
        return ExecutionReport.failedSteps(execution).stream()
                .filter(step -> !execution.optional().contains(step.task()))
                .toList();
    }

    /** A line for each of the others. */
    static List<String> lines(WorkflowExecution execution, Style style) {
        List<TaskResult> failed = ExecutionReport.failedSteps(execution).stream()
                .filter(step -> execution.optional().contains(step.task()))
                .toList();
        List<String> lines = new ArrayList<>();
        for (TaskResult step : failed.subList(0, Math.min(SHOWN, failed.size()))) {
            Failure error = step.error();
            String why = error == null
                    ? ""
                    : ": " + error.message().lines().findFirst().orElse("");
            lines.add("  " + style.bold(Printable.line(step.task())) + " failed, which was not required"
                    + Printable.line(why));
        }
        if (failed.size() > SHOWN) {
            lines.add("  " + style.more() + " and " + (failed.size() - SHOWN) + " more that were not required");
        }
        return lines;
    }
}
