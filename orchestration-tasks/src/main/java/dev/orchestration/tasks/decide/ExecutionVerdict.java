package dev.orchestration.tasks.decide;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Failure;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;

/** How an execution in which nothing can happen any more has ended. Pure. */
public final class ExecutionVerdict {
    private ExecutionVerdict() {}

    /** That all has ended but the final nodes. */
    static Event.ExecutionFinishing finishing(ExecutionState state, long at) {
        Event.ExecutionEnded now = ended(state, at);
        return new Event.ExecutionFinishing(at, now.status(), now.error());
    }

    /** How the execution ends at {@code at}, microseconds since 1970, if nothing more happens. */
    public static Event.ExecutionEnded ended(ExecutionState state, long at) {
        Event.CancelRequested cancel = state.lifecycle().cancel();
        if (cancel != null) {
            boolean timeout = cancel.by().equals(Event.CancelRequested.BY_TIMEOUT);
            if (cancel.by().equals(Event.CancelRequested.BY_SKIP)) {
                Failure skipped = new Failure("Skipped", cancel.reason(), ErrorKind.CANCELLED);
                return new Event.ExecutionEnded(at, state.lifecycle().round(), WorkflowStatus.CANCELLED, skipped);
            }
            Failure why = new Failure(
                    timeout ? "Timeout" : "Cancelled",
                    timeout ? cancel.reason() : "cancelled by " + cancel.by() + ": " + cancel.reason(),
                    timeout ? ErrorKind.TIMEOUT : ErrorKind.CANCELLED);
            WorkflowStatus status = timeout ? WorkflowStatus.FAILED : WorkflowStatus.CANCELLED;
            return new Event.ExecutionEnded(at, state.lifecycle().round(), status, NotUndone.added(why, state));
        }
        Integer failed = state.firstFailed();
        if (failed == null) {
            return new Event.ExecutionEnded(at, state.lifecycle().round(), WorkflowStatus.COMPLETED, null);
        }
        return new Event.ExecutionEnded(at, state.lifecycle().round(), WorkflowStatus.FAILED, failure(state, failed));
    }

    private static Failure failure(ExecutionState state, int node) {
        Failure error = state.nodes().error(node);
        String name = state.plan().name(node);
        Failure why = error == null
                ? new Failure("StepCancelled", "step " + name + " was cancelled", ErrorKind.CANCELLED)
                : new Failure(error.type(), "step " + name + ": " + error.message(), error.kind());
        return NotUndone.added(why, state);
    }
}
