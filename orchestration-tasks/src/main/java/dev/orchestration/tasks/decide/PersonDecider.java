package dev.orchestration.tasks.decide;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Failure;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;

/**
 * What follows from what comes from outside of an execution under way: what people ask, that it pauses, that it goes on, what
 * they decide; and that another execution has ended that it waited for. Pure.
 */
final class PersonDecider {
    private PersonDecider() {}

    /** Says false, and decides nothing, about a signal of another kind. */
    static boolean decide(ExecutionState state, Signal signal, EventSink out) {
        if (signal instanceof Signal.PauseAsked s) {
            pause(state, s, out);
        } else if (signal instanceof Signal.ContinueAsked s) {
            goOn(state, s, out);
        } else if (signal instanceof Signal.Decided s) {
            decided(state, s, out);
        } else if (signal instanceof Signal.SignalCame s) {
            came(state, s, out);
        } else if (signal instanceof Signal.Answered s) {
            answered(state, s, out);
        } else if (signal instanceof Signal.ChildBegun s) {
            ChildDecider.begun(state, s, out);
        } else if (signal instanceof Signal.ChildEnded s) {
            ChildDecider.ended(state, s, out);
        } else {
            return false;
        }
        return true;
    }

    /** What is about to end by a cancellation ends, paused or not. */
    private static void pause(ExecutionState state, Signal.PauseAsked signal, EventSink out) {
        if (state.lifecycle().status() == WorkflowStatus.RUNNING
                && !state.lifecycle().cancelling()) {
            out.emit(new Event.ExecutionPaused(signal.at(), signal.reason()));
        }
    }

    private static void goOn(ExecutionState state, Signal.ContinueAsked signal, EventSink out) {
        if (state.lifecycle().status() == WorkflowStatus.PAUSED
                && !state.lifecycle().cancelling()) {
            out.emit(new Event.ExecutionContinued(signal.at(), signal.by()));
        }
    }

    private static void came(ExecutionState state, Signal.SignalCame s, EventSink out) {
        if (state.lifecycle().status().isEnded()) {
            return;
        }
        out.emit(new Event.SignalReceived(s.at(), s.name(), s.payload(), s.by()));
        Event.WaitOpened wait = state.waits().longestFor(s.name(), s.payload());
        if (wait != null) {
            out.emit(new Event.WaitEnded(s.at(), wait.activation(), Event.WaitEnded.ANSWERED, s.payload(), s.by()));
        }
    }

    private static void answered(ExecutionState state, Signal.Answered s, EventSink out) {
        Event.WaitOpened wait = state.openWait(state.row(s.activation()));
        if (wait == null
                || !wait.kind().equals(Event.WaitOpened.APPROVAL)
                || !wait.activation().equals(s.activation())) {
            return;
        }
        out.emit(
                s.approved()
                        ? Approvals.given(s.at(), s.activation(), s.by(), s.data(), s.comment())
                        : Approvals.rejected(s.at(), s.activation(), s.by(), s.comment()));
    }

    /** Only about what was tried and waits for nothing else than this. */
    private static void decided(ExecutionState state, Signal.Decided signal, EventSink out) {
        int node = state.row(signal.activation());
        if (state.awaitsDecision(node) && state.activation(node).equals(signal.activation())) {
            out.emit(event(signal));
        }
    }

    private static Event event(Signal.Decided signal) {
        return switch (signal.decision()) {
            case RERUN -> new Event.WaitEnded(signal.at(), signal.activation(), Event.WaitEnded.RETRY, null);
            case SKIP -> new Event.Skipped(signal.at(), signal.activation(), "decided by " + signal.by());
            case FAIL -> {
                Failure failure = new Failure(
                        "Interrupted",
                        "interrupted, and " + signal.by() + " decided that it failed",
                        ErrorKind.EXTERNAL);
                yield new Event.WaitEnded(signal.at(), signal.activation(), Event.WaitEnded.EXPIRED, failure.toMap());
            }
        };
    }
}
