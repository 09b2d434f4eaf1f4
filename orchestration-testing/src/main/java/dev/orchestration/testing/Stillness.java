package dev.orchestration.testing;

import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.workflow.StepWait;
import dev.orchestration.workflow.WorkflowExecution;
import java.util.ArrayList;
import java.util.List;

/** Why an execution stands still, in words. */
final class Stillness {
    private Stillness() {}

    static String of(WorkflowExecution execution, TestEngine test) {
        List<String> why = new ArrayList<>();
        why.add("it is " + execution.shownStatus()
                + (execution.reason() == null ? "" : " (" + execution.reason() + ")"));
        execution.waits().forEach((step, wait) -> why.add(step(step, wait)));
        test.lab().life().workers().hanging().stream()
                .filter(attempt -> attempt.execution().equals(execution.executionId()))
                .forEach(attempt -> why.add("step '" + attempt.label() + "' hangs and has no timeout"));
        execution.stepResults().forEach((step, result) -> {
            if (result.status() == TaskStatus.BLOCKED) {
                why.add("step '" + step + "' is blocked by " + result.blockedBy());
            } else if (result.status() == TaskStatus.READY) {
                why.add("step '" + step + "' is ready and does not start: "
                        + test.engine().workflowManager().why(execution.executionId(), step));
            }
        });
        test.engine().taskOrchestrator().trouble().ifPresent(e -> why.add(String.valueOf(e.getMessage())));
        return String.join("; ", why);
    }

    private static String step(String step, StepWait wait) {
        String what = wait.name() == null ? "" : " '" + wait.name() + "'";
        return "step '" + step + "' waits for a " + wait.kind() + what;
    }
}
