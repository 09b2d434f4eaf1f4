package dev.orchestration.tasks;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;

/** Somebody asked for a task that this engine does not know (any more). */
public final class UnknownTaskException extends OrchestrationException {
    private static final long serialVersionUID = 1L;

    private final String task;

    public UnknownTaskException(TaskId task, String remedy) {
        super(ErrorCode.UNKNOWN_TASK, "no task '" + task + "' is known" + remedy);
        this.task = task.value();
    }

    public TaskId task() {
        return new TaskId(task);
    }
}
