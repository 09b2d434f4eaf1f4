package dev.orchestration.tasks.decide;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Failure;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of an execution as a whole. Confined to the thread that owns the execution. */
public final class Lifecycle {
    /** They change nothing in how the execution as a whole goes on, nor do the begin and end of attempts. */
    private static final Set<Class<? extends Event>> OF_OTHERS = Set.of(
            Event.TaskSubmitted.class,
            Event.AttemptBeat.class,
            Event.Expanded.class,
            Event.Activated.class,
            Event.Skipped.class,
            Event.NodeKept.class,
            Event.AttemptNoted.class,
            Event.OutputCached.class,
            Event.WaitOpened.class,
            Event.WaitEnded.class,
            Event.WaitWithdrawn.class,
            Event.ChildBegun.class,
            Event.ContextChanged.class,
            Event.SignalReceived.class,
            Event.Noted.class,
            Event.OwnerTaken.class,
            Event.CommandReceived.class);

    private WorkflowStatus status = WorkflowStatus.PENDING;
    private Event.@Nullable ExecutionCreated created;
    private Event.@Nullable ExecutionPaused paused;
    private Event.@Nullable CancelRequested cancel;
    private Event.@Nullable ExecutionCompensating undoing;
    private Event.@Nullable ExecutionFinishing finishing;
    /** Who asked for the end of what runs in this phase, which is not the first. */
    private Event.@Nullable CancelRequested phaseCancel;
    private @Nullable Long startedAt;
    private @Nullable Long timeoutSince;
    private @Nullable Long endedAt;
    private long idle;
    private @Nullable Failure error;
    private int round = 1;
    private boolean stopping;

    void apply(Event event) {
        if (event instanceof Event.AttemptStarted || event instanceof Event.AttemptEnded) {
            return; // nearly all events are one of these
        }
        if (event instanceof Event.ExecutionCreated e) {
            created = e;
        } else if (event instanceof Event.ExecutionStarted e) {
            become(WorkflowStatus.RUNNING);
            startedAt = e.at();
            timeoutSince = e.at();
        } else if (event instanceof Event.ExecutionPaused e) {
            become(WorkflowStatus.PAUSED);
            paused = e;
        } else if (event instanceof Event.ExecutionContinued e) {
            continued(e);
        } else if (event instanceof Event.CancelRequested e) {
            cancelRequested(e);
        } else if (event instanceof Event.ExecutionCompensating e) {
            undoing = e;
            begin();
        } else if (event instanceof Event.ExecutionFinishing e) {
            undoing = null;
            finishing = e;
            begin();
        } else if (event instanceof Event.ExecutionEnded e) {
            become(e.status());
            endedAt = e.at();
            error = e.error();
        } else if (event instanceof Event.ExecutionReopened e) {
            reopened(e);
        } else if (!OF_OTHERS.contains(event.getClass())) {
            throw new IllegalStateException("nobody has said what " + event + " means for an execution");
        }
    }

    /** The next phase of the round begins: what ended the one before does not concern it. */
    private void begin() {
        phaseCancel = null;
        stopping = false;
    }

    private void cancelRequested(Event.CancelRequested e) {
        switch (e.scope()) {
            case EXECUTION -> {
                cancel = e;
                stopping |= isInFirstPhase();
            }
            case UNSTARTED -> stopping = true;
            case COMPENSATION, FINALLY -> {
                phaseCancel = e;
                stopping = true;
            }
            case STEP -> {}
        }
    }

    /** The timeout stands still during a pause. */
    private void continued(Event.ExecutionContinued e) {
        become(WorkflowStatus.RUNNING);
        if (paused != null && timeoutSince != null) {
            timeoutSince += Math.max(0, e.at() - paused.at());
        }
        paused = null;
    }

    private void reopened(Event.ExecutionReopened e) {
        become(WorkflowStatus.RUNNING);
        round = e.round();
        timeoutSince = e.at();
        idle += endedAt == null ? 0 : Math.max(0, e.at() - endedAt);
        endedAt = null;
        error = null;
        cancel = null;
        undoing = null;
        finishing = null;
        begin();
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

    /** Whether this round has failed, and what it completed is being undone. */
    public boolean compensating() {
        return undoing != null;
    }

    /** Why what this round has completed is being undone; null if it is not. */
    public Event.@Nullable ExecutionCompensating undoing() {
        return undoing;
    }

    /** Whether all has ended in this round but the steps of {@code finally}. */
    public boolean finishing() {
        return finishing != null;
    }

    /** How all has ended in this round but the steps of {@code finally}; null if it has not. */
    public Event.@Nullable ExecutionFinishing finished() {
        return finishing;
    }

    /** Whether the steps are at work, and neither what undoes them nor those of {@code finally}. */
    public boolean isInFirstPhase() {
        return undoing == null && finishing == null;
    }

    /**
     * Whether what can run now was asked to end: a cancel of the execution reaches neither what undoes steps nor those of
     * {@code finally}.
     */
    public boolean cancelling() {
        return (isInFirstPhase() ? cancel : phaseCancel) != null;
    }

    /** Who asked for the end of the steps of {@code finally} in this round, null if nobody did. */
    public Event.@Nullable CancelRequested finallyCancel() {
        return finishing() ? phaseCancel : null;
    }

    /** Whether nothing new may start in this round. */
    public boolean stopping() {
        return stopping;
    }

    /** When it was first admitted; microseconds since 1970, null if it was not. */
    public @Nullable Long startedAt() {
        return startedAt;
    }

    /**
     * The timeout of the execution counts from here: the beginning of the present round, later by as long as it was paused.
     * Microseconds since 1970, null if it was not admitted.
     */
    public @Nullable Long timeoutSince() {
        return timeoutSince;
    }

    public @Nullable Long endedAt() {
        return endedAt;
    }

    /** How long it had ended before a retry by hand took it up again, all times together; microseconds. */
    public long idle() {
        return idle;
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
