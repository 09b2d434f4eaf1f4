package dev.orchestration.tasks.decide;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Failure;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a node waits for an execution of its own. Once that has ended, an attempt of the node follows: where it ended well, on a
 * worker, which takes its outputs in; else at once, with the failure as its own, so that retries go by the same rules. Pure.
 */
final class ChildDecider {
    private ChildDecider() {}

    static void open(ExecutionState state, int row, long at, EventSink out) {
        Activation activation = state.activation(row);
        Duration limit = state.plan().spec(activation.node()).timeout();
        Long due = limit == null ? null : (Long) (at + limit.toNanos() / 1_000);
        String key = ChildWaits.key(state.id(), activation, state.attempts(row) + 1);
        out.emit(new Event.WaitOpened(at, activation, Event.WaitOpened.CHILD, due, key, null, Map.of()));
    }

    /** Its time is up; that it waits is over once the execution has ended. */
    static void due(ExecutionState state, int row, long at, EventSink out) {
        if (!state.children().isWithdrawn(row)) {
            out.emit(new Event.WaitWithdrawn(at, state.activation(row)));
        }
    }

    static void begun(ExecutionState state, Signal.ChildBegun s, EventSink out) {
        if (current(state, s.activation(), s.key()) != null
                && !s.child().equals(state.children().last(state.row(s.activation())))) {
            out.emit(new Event.ChildBegun(s.at(), s.activation(), s.child()));
        }
    }

    /** The wait that is meant, null if it is over. */
    private static Event.@Nullable WaitOpened current(ExecutionState state, Activation activation, String key) {
        if (!state.items().has(activation)) {
            return null;
        }
        int row = state.row(activation);
        Event.WaitOpened wait = state.openWait(row);
        boolean current = wait != null
                && state.children().isOpen(row)
                && wait.activation().equals(activation)
                && key.equals(wait.name())
                && !state.lifecycle().status().isEnded();
        return current ? wait : null;
    }

    static void ended(ExecutionState state, Signal.ChildEnded s, EventSink out) {
        Event.WaitOpened wait = current(state, s.activation(), s.key());
        if (wait == null) {
            return;
        }
        int row = state.row(s.activation());
        boolean late = state.children().isWithdrawn(row);
        boolean unwanted = state.nodes().cancelRequested(row);
        long since = state.waitsSince(row);
        Failure failure = late ? late(state, row, wait) : s.failure();
        out.emit(new Event.WaitEnded(s.at(), s.activation(), Event.WaitEnded.RETRY, null, s.child()));
        if (failure != null || unwanted) {
            Outcome outcome = unwanted ? Outcome.CANCELLED : late ? Outcome.TIMED_OUT : Outcome.FAILED;
            fail(state, s, outcome, failure, since, out);
        }
    }

    private static void fail(
            ExecutionState state,
            Signal.ChildEnded s,
            Outcome outcome,
            @Nullable Failure failure,
            long since,
            EventSink out) {
        int attempt = state.attempts(state.row(s.activation())) + 1;
        var result = new Signal.AttemptResult(outcome, since, s.at(), null, List.of(), failure, null);
        out.emit(new Event.AttemptStarted(s.at(), s.activation(), attempt, null));
        out.emit(AttemptVerdict.returned(state, new Signal.AttemptReturned(s.at(), s.activation(), attempt, result)));
    }

    private static Failure late(ExecutionState state, int row, Event.WaitOpened wait) {
        long millis = (Objects.requireNonNullElse(wait.due(), wait.at()) - state.waitsSince(row)) / 1_000;
        String message = "the workflow that it runs did not end within the step's timeout (" + millis + " ms)";
        return new Failure("Timeout", message, ErrorKind.TIMEOUT);
    }

    /** What ends only once its executions have ended must go on meanwhile, where it is paused and cancelled. */
    static void letItEnd(ExecutionState state, long at, EventSink out) {
        Lifecycle life = state.lifecycle();
        Event.CancelRequested cancel = life.cancel();
        boolean stuck = life.status() == WorkflowStatus.PAUSED && life.cancelling() && state.active() == 0;
        if (stuck && cancel != null && state.children().isAnyOpen()) {
            out.emit(new Event.ExecutionContinued(at, cancel.by()));
        }
    }

    /** The attempt that takes the outputs in has lasted as long as the execution did. */
    static Signal.AttemptReturned withWholeTime(ExecutionState state, int row, Signal.AttemptReturned signal) {
        if (!state.children().hasEnded(row)) {
            return signal;
        }
        Signal.AttemptResult r = signal.result();
        var whole = new Signal.AttemptResult(
                r.outcome(), state.children().since(row), r.endedAt(), r.output(), r.writes(), r.error(), r.log());
        return new Signal.AttemptReturned(signal.at(), signal.activation(), signal.attempt(), whole);
    }
}
