package dev.orchestration.tasks.decide;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Failure;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Event;
import org.jspecify.annotations.Nullable;

/** What is known of an execution as a whole. Confined to the thread that owns the execution. */
public final class Lifecycle {
    private WorkflowStatus status = WorkflowStatus.PENDING;
    private Event.@Nullable ExecutionCreated created;
    private Event.@Nullable ExecutionPaused paused;
    private Event.@Nullable CancelRequested cancel;
    private @Nullable Long startedAt;
    private @Nullable Long roundStartedAt;
    private @Nullable Long endedAt;
    private @Nullable Failure error;
    private int round = 1;
    private boolean stopping;

    void apply(Event event) {
        if (event instanceof Event.ExecutionCreated e) {
            created = e;
        } else if (event instanceof Event.ExecutionStarted e) {
            become(WorkflowStatus.RUNNING);
            startedAt = e.at();
            roundStartedAt = e.at();
        } else if (event instanceof Event.ExecutionPaused e) {
            become(WorkflowStatus.PAUSED);
            paused = e;
        } else if (event instanceof Event.ExecutionContinued) {
            become(WorkflowStatus.RUNNING);
            paused = null;
        } else if (event instanceof Event.CancelRequested e) {
            cancel = e.scope() == CancelScope.EXECUTION ? e : cancel;
            stopping |= e.scope() != CancelScope.STEP;
        } else if (event instanceof Event.ExecutionEnded e) {
            become(e.status());
            endedAt = e.at();
            error = e.error();
        } else if (event instanceof Event.ExecutionReopened e) {
            reopened(e);
        }
        // What is left (notes, pids, the owner of the store) changes nothing in how the execution goes on.
    }

    private void reopened(Event.ExecutionReopened e) {
        become(WorkflowStatus.RUNNING);
        round = e.round();
        roundStartedAt = e.at();
        endedAt = null;
        error = null;
        cancel = null;
        stopping = false;
    }

    private void become(WorkflowStatus next) {
        if (!status.canBecome(next)) {
            throw new OrchestrationException(
                    ErrorCode.INTERNAL, "an execution cannot go from " + status.wire() + " to " + next.wire());
        }
        status = next;
    }

    public WorkflowStatus status() {
        return status;
    }

    /** How the execution was created; every history begins with it. */
    public Event.ExecutionCreated created() {
        if (created == null) {
            throw new OrchestrationException(ErrorCode.INTERNAL, "an execution's history has no beginning");
        }
        return created;
    }

    /** Why and since when it is paused, null if it is not. */
    public Event.@Nullable ExecutionPaused paused() {
        return paused;
    }

    /** Who asked for the end of the whole execution in this round, null if nobody did. */
    public Event.@Nullable CancelRequested cancel() {
        return cancel;
    }

    /** Whether nothing new may start in this round. */
    public boolean stopping() {
        return stopping;
    }

    /** When it was first admitted; microseconds since 1970, null if it was not. */
    public @Nullable Long startedAt() {
        return startedAt;
    }

    /** When the present round began: the timeout of the execution counts from here. */
    public @Nullable Long roundStartedAt() {
        return roundStartedAt;
    }

    public @Nullable Long endedAt() {
        return endedAt;
    }

    /** Why it failed or was cancelled, null if it was not. */
    public @Nullable Failure error() {
        return error;
    }

    /** From 1; each retry by hand begins another. */
    public int round() {
        return round;
    }
}
