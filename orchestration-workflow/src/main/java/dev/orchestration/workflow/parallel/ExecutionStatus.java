package dev.orchestration.workflow.parallel;

import dev.orchestration.state.Wire;

/** Where a task of a {@link ParallelExecutor} stands. */
public enum ExecutionStatus {
    PENDING,
    RUNNING,
    COMPLETED,
    FAILED,
    /** It did not run, or was interrupted because nobody waits for it any more. */
    CANCELLED,
    /** Its time was over: it was interrupted, or it failed because something that it waited for took too long. */
    TIMEOUT;

    public String wire() {
        return Wire.name(this);
    }
}
