package dev.orchestration.tasks.decide;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Failure;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;

/** What follows from what people ask of an execution under way: that it pauses, that it goes on, what they decide. Pure. */
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
        } else {
            return false;
        }
        return true;
    }

    /** What is about to end by a cancellation ends, paused or not. */
    private static void pause(ExecutionState state, Signal.PauseAsked signal, EventSink out) {
        if (state.lifecycle().status() == WorkflowStatus.RUNNING
                && state.lifecycle().cancel() == null) {
            out.emit(new Event.ExecutionPaused(signal.at(), signal.reason()));
        }
    }

    private static void goOn(ExecutionState state, Signal.ContinueAsked signal, EventSink out) {
        if (state.lifecycle().status() == WorkflowStatus.PAUSED
                && state.lifecycle().cancel() == null) {
            out.emit(new Event.ExecutionContinued(signal.at(), signal.by()));
        }
    }

    /** Only about what was tried and waits for nothing else than this. */
    private static void decided(ExecutionState state, Signal.Decided signal, EventSink out) {
        int node = signal.activation().node();
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
