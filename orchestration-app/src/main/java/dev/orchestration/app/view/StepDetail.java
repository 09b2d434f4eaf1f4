package dev.orchestration.app.view;

import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.action.Printable;
import dev.orchestration.workflow.WorkflowExecution;

/** How one step of an execution stands, in a few words. */
final class StepDetail {
    private StepDetail() {}

    static String of(WorkflowExecution execution, TaskResult step) {
        boolean orphaned = execution.interrupted() && step.status() == TaskStatus.RUNNING;
        String status = orphaned
                ? "interrupted"
                : execution.isUndone(step) ? "undone" : step.status().wire();
        boolean kept =
                execution.forkedFrom() != null && step.success() && step.attempts() == 0 && step.startedAt() == null;
        String took = step.duration() == null ? "" : "  " + DurationText.of(step.duration());
        String attempts = step.attempts() > 1 ? "  " + step.attempts() + " attempts" : "";
        String blockers =
                step.status() == TaskStatus.BLOCKED && !step.blockedBy().isEmpty()
                        ? " by " + Printable.line(String.join(", ", step.blockedBy()))
                        : "";
        String child = execution.children().get(step.task());
        boolean ran = child != null && execution.waits().get(step.task()) == null;
        return status
                + (kept ? "  kept" : "")
                + (step.cachedFrom() == null ? "" : "  cached from " + Printable.line(step.cachedFrom()))
                + WaitLines.detail(execution.waits().get(step.task()))
                + blockers
                + (ran ? "  by execution " + child : "")
                + took
                + attempts;
    }
}
