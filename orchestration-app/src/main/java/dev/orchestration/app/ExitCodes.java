package dev.orchestration.app;

import dev.orchestration.app.view.ExecutionReport;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.workflow.WorkflowExecution;

/** The one place that says with which code the program ends. */
final class ExitCodes {
    /** What was asked for is done, or was not to be done now. */
    static final int DONE = 0;
    /** The work failed, was cancelled, or the engine failed while it was at work, or perhaps was. */
    static final int FAILED = 1;
    /** Nothing was begun: wrong usage, unknown name, definition or state that does not allow it, a store of others. */
    static final int REFUSED = 2;
    /** Ended by Ctrl-C or a request to terminate; the execution can be resumed. */
    static final int INTERRUPTED = 130;

    private ExitCodes() {}

    /** After an execution was carried out as far as it went. */
    static int of(WorkflowExecution execution) {
        return switch (execution.status()) {
            case COMPLETED -> DONE;
            case PAUSED -> INTERRUPTED;
            case CANCELLED -> ExecutionReport.wasSkipped(execution) ? DONE : FAILED;
            case PENDING, RUNNING, FAILED -> FAILED;
        };
    }

    /** After a refusal before the work began. */
    static int of(OrchestrationException refusal) {
        if (refusal instanceof UnknownOutcomeException) {
            return FAILED;
        }
        return switch (refusal.kind()) {
            case USER, RESOURCE -> REFUSED;
            case EXTERNAL, TIMEOUT, CANCELLED, INTERNAL -> FAILED;
        };
    }
}
