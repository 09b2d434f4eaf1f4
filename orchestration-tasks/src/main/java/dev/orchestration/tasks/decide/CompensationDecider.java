package dev.orchestration.tasks.decide;

import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.TaskStatus;

/** When what is completed is undone: the execution has failed, and nothing of it runs any more. Pure. */
final class CompensationDecider {
    private CompensationDecider() {}

    /** Begins that if its time has come, and goes on with the next one if nothing runs. */
    static void goOn(ExecutionState state, long at, EventSink out) {
        Lifecycle life = state.lifecycle();
        Compensations undo = state.compensations();
        if (life.status() != WorkflowStatus.RUNNING || state.active() > 0) {
            return;
        }
        if (life.isInFirstPhase() && undo.any() && state.readiness().ordinarySettled()) {
            Event.ExecutionEnded now = ExecutionVerdict.ended(state, at);
            if (now.status() == WorkflowStatus.FAILED) {
                out.emit(new Event.ExecutionCompensating(at, now.error()));
            }
        }
        Integer row = life.compensating() ? undo.current() : null;
        if (row != null && undo.statusOf(row) == TaskStatus.PENDING) {
            begin(state, row, at, out);
        }
    }

    private static void begin(ExecutionState state, int row, long at, EventSink out) {
        Compensations undo = state.compensations();
        MapItems map = state.items().of(state.node(row));
        int compensation = undo.compensationOf(row).node();
        if (map != null && state.status(compensation) == TaskStatus.PENDING) {
            out.emit(new Event.Expanded(at, compensation, map.count(), null));
        }
        out.emit(new Event.Activated(at, undo.compensationOf(row), Event.Activated.COMPENSATE));
    }

    /** Whether something is still to be undone. */
    static boolean isBusy(ExecutionState state) {
        return state.lifecycle().compensating() && state.compensations().current() != null;
    }
}
