package dev.orchestration.tasks.decide;

import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;

/** When the turn of the final nodes comes: all others have ended, and nothing of them runs any more. Pure. */
final class FinishingDecider {
    private FinishingDecider() {}

    /** Begins the last part of a round if its time has come; says whether it did. */
    static boolean begin(ExecutionState state, long at, EventSink out) {
        Lifecycle life = state.lifecycle();
        boolean under = life.status() == WorkflowStatus.RUNNING || life.status() == WorkflowStatus.PAUSED;
        Event.CancelRequested cancel = life.cancel();
        boolean goesOn = life.status() == WorkflowStatus.PAUSED && life.cancelling();
        if (!under || state.active() > 0) {
            return false;
        }
        // What is paused and cancelled goes on, as there is something left to do.
        if (goesOn && cancel != null) {
            out.emit(new Event.ExecutionContinued(at, cancel.by()));
        }
        boolean begins = life.status() == WorkflowStatus.RUNNING
                && !life.finishing()
                && !CompensationDecider.isBusy(state)
                && state.readiness().ordinarySettled();
        if (begins) {
            out.emit(ExecutionVerdict.finishing(state, at));
        }
        return begins || goesOn;
    }
}
