package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.decide.ExecutionState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Whether this engine has what recorded tasks need that have not ended. Thread-safe. */
final class RecordedTasks {
    private static final int MAX_TOLD = 10;

    private final TaskCheck check;
    private final Supplier<ActionRegistry> actions;

    RecordedTasks(TaskCheck check, Supplier<ActionRegistry> actions) {
        this.check = check;
        this.actions = actions;
    }

    Supplier<ActionRegistry> actions() {
        return actions;
    }

    /** @throws OrchestrationException ({@code WRONG_STATE}) with what is missing; nothing was changed then */
    void require(ExecutionState state) {
        List<String> faults = new ArrayList<>();
        for (int node = 0; node < state.plan().size() && faults.size() <= MAX_TOLD; node++) {
            if (!state.isSettled(node)) {
                add(state.tasks().task(node), faults);
            }
        }
        if (!faults.isEmpty()) {
            boolean more = faults.size() > MAX_TOLD;
            throw new OrchestrationException(
                    ErrorCode.WRONG_STATE,
                    "the recorded tasks of " + state.id() + " cannot go on here: "
                            + String.join("; ", faults.subList(0, Math.min(MAX_TOLD, faults.size())))
                            + (more ? "; and more" : "")
                            + " (register what is missing before the engine is started)");
        }
    }

    private void add(Task task, List<String> faults) {
        try {
            check.require(task, task.spec());
        } catch (OrchestrationException e) {
            faults.add("task '" + task.taskId().orElseThrow() + "': " + e.getMessage());
        }
    }
}
