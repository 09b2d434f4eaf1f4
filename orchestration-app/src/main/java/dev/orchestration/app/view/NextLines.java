package dev.orchestration.app.view;

import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.action.Printable;
import dev.orchestration.workflow.WorkflowExecution;
import java.util.ArrayList;
import java.util.List;

/** Where an execution is recorded, and with which commands a person goes on from how it stands. */
final class NextLines {
    private final WorkflowExecution execution;
    private final Places places;
    private final List<String> lines = new ArrayList<>();

    private NextLines(WorkflowExecution execution, Places places) {
        this.execution = execution;
        this.places = places;
    }

    static List<String> of(WorkflowExecution execution, Places places) {
        NextLines next = new NextLines(execution, places);
        next.tell();
        return next.lines;
    }

    private void tell() {
        if (places.state() == null) {
            lines.add("  state: in memory, so it ends with this command");
            return;
        }
        lines.add("  state: " + Printable.line(places.state()));
        String id = execution.executionId().value();
        if (execution.holdsPlainTasks()) {
            lines.add("  look:  " + places.command("logs", id) + "   shows what the tasks printed");
            return;
        }
        WaitLines.commands(execution, places).forEach(each -> lines.add("  next:  " + each));
        if (execution.interrupted()) {
            lines.add("  next:  " + places.command("resume", id));
            return;
        }
        switch (execution.status()) {
            case COMPLETED -> lines.add("  look:  " + places.command("show", id));
            case FAILED, CANCELLED -> {
                if (ExecutionReport.wasSkipped(execution)) {
                    lines.add("  look:  " + places.command("show", id));
                    return;
                }
                lines.add("  next:  " + places.command("retry", id) + "   " + again());
                lines.add("         " + places.command("logs", id) + "    shows what the steps printed");
            }
            case PAUSED ->
                lines.add("  next:  " + places.command(WaitLines.goOn(execution.reason()), id)
                        + "   goes on where it stopped");
            case PENDING, RUNNING -> lines.add("  next:  " + places.command("logs", id));
        }
    }

    private String again() {
        boolean secret = ExecutionReport.failedSteps(execution).stream()
                .map(TaskResult::error)
                .anyMatch(error -> error != null && error.message().contains("there is no secret "));
        return (secret ? "once the secret is there: " : "") + "tries again what failed, then what it blocked";
    }
}
