package dev.orchestration.tasks.decide;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Failure;
import dev.orchestration.state.Quoted;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.action.ActionKind;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How waits that hold no worker begin, and how they end by themselves. Pure. */
final class WaitDecider {
    /** Who answers where the deadline does. */
    private static final String BY_DEADLINE = "deadline";

    private WaitDecider() {}

    static void open(ExecutionState state, int row, long at, WaitSpec wait, EventSink out) {
        Duration limit = state.plan().spec(state.node(row)).timeout();
        Activation activation = state.activation(row);
        Event.WaitOpened opened = switch (wait.kind()) {
            case Event.WaitOpened.TIMER -> sleep(at, activation, micros(wait.time()), limit);
            case Event.WaitOpened.UNTIL -> until(at, activation, wait.until(), limit);
            default -> forSomebody(at, activation, wait, limit);
        };
        out.emit(opened);
        Event.SignalReceived early =
                wait.kind().equals(Event.WaitOpened.SIGNAL) ? state.waits().kept(opened) : null;
        if (early != null) {
            out.emit(new Event.WaitEnded(at, activation, Event.WaitEnded.ANSWERED, early.payload(), early.by()));
        }
    }

    private static long micros(@Nullable Duration time) {
        return time == null ? 0 : time.toNanos() / 1_000;
    }

    private static Event.WaitOpened sleep(long at, Activation activation, long time, @Nullable Duration limit) {
        boolean late = limit != null && micros(limit) < time;
        String kind = late ? Event.WaitOpened.TIMEOUT : Event.WaitOpened.TIMER;
        return new Event.WaitOpened(at, activation, kind, at + (late ? micros(limit) : time));
    }

    private static Event.WaitOpened until(long at, Activation activation, long until, @Nullable Duration limit) {
        boolean late = limit != null && at + micros(limit) < until;
        String kind = late ? Event.WaitOpened.TIMEOUT : Event.WaitOpened.UNTIL;
        return new Event.WaitOpened(at, activation, kind, late ? at + micros(limit) : Math.max(at, until));
    }

    private static Event.WaitOpened forSomebody(
            long at, Activation activation, WaitSpec wait, @Nullable Duration limit) {
        Duration own = wait.time();
        boolean late = own == null || (limit != null && limit.compareTo(own) < 0);
        Duration shorter = late ? limit : own;
        Long due = shorter == null ? null : (Long) (at + micros(shorter));
        Map<String, Object> terms = late ? WaitTerms.withoutDeadline(wait.terms()) : wait.terms();
        return new Event.WaitOpened(at, activation, wait.kind(), due, wait.name(), wait.form(), terms);
    }

    /** The end of a wait that is due. */
    static Event.WaitEnded due(ExecutionState state, Signal.WaitDue signal, ActionKind kind) {
        int node = state.row(signal.activation());
        Event.WaitOpened wait = state.openWait(node);
        if (wait != null && WaitTerms.isOnDeadline(wait, WaitTerms.APPROVE)) {
            return Approvals.given(signal.at(), signal.activation(), BY_DEADLINE, null, null);
        }
        if (wait != null && WaitTerms.isOnDeadline(wait, WaitTerms.REJECT)) {
            return Approvals.rejected(
                    signal.at(), signal.activation(), BY_DEADLINE, "nobody answered within " + waited(state, node));
        }
        if (state.nodes().expires(node)) {
            Failure late = new Failure("Timeout", late(state, node), ErrorKind.TIMEOUT);
            return new Event.WaitEnded(signal.at(), signal.activation(), Event.WaitEnded.EXPIRED, late.toMap());
        }
        String how = kind == ActionKind.WAIT ? Event.WaitEnded.DUE : Event.WaitEnded.RETRY;
        return new Event.WaitEnded(signal.at(), signal.activation(), how, null);
    }

    private static String waited(ExecutionState state, int node) {
        return (state.nodes().due(node) - state.waitsSince(node)) / 1_000 + " ms";
    }

    private static String late(ExecutionState state, int node) {
        Event.WaitOpened wait = state.openWait(node);
        String time = waited(state, node);
        if (wait == null) {
            return "waited longer than its timeout (" + time + ")";
        }
        return wait.kind().equals(Event.WaitOpened.SIGNAL)
                ? "no signal " + Quoted.of(String.valueOf(wait.name())) + " came within its timeout (" + time + ")"
                : "nobody approved within its " + (isByStep(state, node) ? "timeout" : "deadline") + " (" + time + ")";
    }

    /** Whether what ended the wait is the timeout of the step; else it is the deadline of the approval. */
    private static boolean isByStep(ExecutionState state, int node) {
        Duration limit = state.plan().spec(state.node(node)).timeout();
        return limit != null && micros(limit) <= state.nodes().due(node) - state.waitsSince(node);
    }
}
