package dev.orchestration.tasks.decide;

import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Event;

/** Which requests to cancel mean something, and what. Pure. */
final class CancelDecider {
    private CancelDecider() {}

    static void cancel(ExecutionState state, Signal.CancelAsked s, EventSink out) {
        Lifecycle life = state.lifecycle();
        if (s.scope() == CancelScope.EXECUTION && !life.isInFirstPhase()) {
            cancelPhase(state, s, out);
            return;
        }
        boolean repeated = s.scope() == CancelScope.EXECUTION && life.cancel() != null;
        // What is blocked for good may yet run in another round, where nobody has asked for its end.
        boolean late = s.scope() == CancelScope.STEP && s.node() != null && isOver(state, s.node());
        // Its timeout stands still while it is paused, also in the step in which that was asked for.
        boolean early = s.by().equals(Event.CancelRequested.BY_TIMEOUT) && life.status() == WorkflowStatus.PAUSED;
        if (!life.status().isEnded() && !repeated && !late && !early) {
            out.emit(new Event.CancelRequested(s.at(), s.scope(), s.node(), s.by(), s.reason()));
        }
    }

    /** A compensation whose turn has not come may never get one. */
    private static boolean isOver(ExecutionState state, int node) {
        return state.plan().phases().isCompensation(node)
                ? !Compensations.isOpen(state.status(node))
                : state.isSettled(node);
    }

    /** The first decides how the execution ends, the second ends what is left of the phase; its timeout does neither. */
    private static void cancelPhase(ExecutionState state, Signal.CancelAsked s, EventSink out) {
        Lifecycle life = state.lifecycle();
        boolean timeout = s.by().equals(Event.CancelRequested.BY_TIMEOUT);
        if (!life.status().isEnded() && !timeout && !life.cancelling()) {
            CancelScope last = life.finishing() ? CancelScope.FINALLY : CancelScope.COMPENSATION;
            CancelScope scope = life.cancel() == null ? CancelScope.EXECUTION : last;
            out.emit(new Event.CancelRequested(s.at(), scope, null, s.by(), s.reason()));
            if (life.status() == WorkflowStatus.PAUSED && scope == CancelScope.EXECUTION) {
                out.emit(new Event.ExecutionContinued(s.at(), s.by()));
            }
        }
    }
}
