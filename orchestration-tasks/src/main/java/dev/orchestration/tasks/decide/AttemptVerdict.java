package dev.orchestration.tasks.decide;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Failure;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Next;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.tasks.Repetition;
import dev.orchestration.tasks.RetryPolicy;
import dev.orchestration.tasks.TaskSpec;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What follows for an activation whose attempt has ended: done, another attempt, or the end. Pure. */
final class AttemptVerdict {
    /** So many interruptions in a row mean that the step itself brings its process down. */
    static final int CRASH_LOOP = 3;

    private AttemptVerdict() {}

    /** The event for an attempt that a worker reported. */
    static Event.AttemptEnded returned(ExecutionState state, Signal.AttemptReturned signal) {
        int row = state.row(signal.activation());
        Outcome outcome = signal.result().outcome();
        if (state.lifecycle().cancelling() || state.nodes().cancelRequested(row)) {
            return ended(
                    signal, Outcome.CANCELLED, Next.CANCELLED, signal.result().error(), null);
        }
        return switch (outcome) {
            case COMPLETED ->
                signal.result().output() instanceof Again
                        ? again(state, signal)
                        : ended(signal, outcome, Next.COMPLETED, null, null);
            case CANCELLED ->
                ended(signal, outcome, Next.CANCELLED, signal.result().error(), null);
            case FAILED, TIMED_OUT, ABANDONED -> failed(state, signal, outcome);
            case INTERRUPTED -> crashed(state, signal);
            case SHUT_DOWN -> interrupted(state, signal);
        };
    }

    /** The pass is completed, and its condition does not hold. */
    private static Event.AttemptEnded again(ExecutionState state, Signal.AttemptReturned signal) {
        Repetition repetition = state.plan().spec(signal.activation().node()).repetition();
        Repetition.Until until = repetition == null ? null : repetition.until();
        int passes = state.passes().done(state.row(signal.activation())) + 1;
        if (until == null || passes >= until.maxIterations()) {
            Failure never = new Failure(
                    "UntilNeverHeld",
                    "the condition of until did not hold after " + passes
                            + (passes == 1 ? " pass" : " passes, which is max_iterations"),
                    ErrorKind.EXTERNAL);
            return ended(signal, Outcome.FAILED, Next.FAILED, never, null);
        }
        if (state.lifecycle().stopping()) {
            return ended(signal, Outcome.COMPLETED, Next.CANCELLED, null, null);
        }
        long due = signal.at() + until.interval().toNanos() / 1_000;
        return ended(signal, Outcome.COMPLETED, Next.AGAIN, null, due);
    }

    private static Event.AttemptEnded failed(ExecutionState state, Signal.AttemptReturned signal, Outcome outcome) {
        Activation activation = signal.activation();
        RetryPolicy retry = state.plan().spec(activation.node()).retry();
        int failures = state.nodes().failures(state.row(activation)) + 1;
        Failure error = signal.result().error();
        ErrorKind kind = error == null ? ErrorKind.INTERNAL : error.kind();
        if (state.lifecycle().stopping() || !retry.allows(kind, failures)) {
            return ended(signal, outcome, Next.FAILED, error, null);
        }
        double chance = Jitter.draw(state.lifecycle().created().seed(), activation, signal.attempt());
        long due = signal.at() + retry.backoff(failures, chance).toNanos() / 1_000;
        return ended(signal, outcome, Next.RETRY, error, due);
    }

    /** A shutdown in order is no crash, so it does not count, however often a person stops a long step. */
    private static Event.AttemptEnded crashed(ExecutionState state, Signal.AttemptReturned signal) {
        int inARow = state.nodes().interruptions(state.row(signal.activation())) + 1;
        if (inARow >= CRASH_LOOP) {
            Failure loop = new Failure(
                    "CrashLoop",
                    "interrupted " + inARow + " times in a row; the step may bring its process down: look at its log,"
                            + " then retry it",
                    ErrorKind.INTERNAL);
            return ended(signal, Outcome.INTERRUPTED, Next.FAILED, loop, null);
        }
        return interrupted(state, signal);
    }

    private static Event.AttemptEnded interrupted(ExecutionState state, Signal.AttemptReturned signal) {
        TaskSpec spec = state.plan().spec(signal.activation().node());
        Outcome outcome = signal.result().outcome();
        Failure told = signal.result().error();
        if (state.lifecycle().stopping()) {
            return ended(signal, outcome, Next.FAILED, told, null);
        }
        if (state.children().hasEnded(state.row(signal.activation()))) {
            return ended(signal, outcome, Next.RERUN, told, null); // to take in what is there harms nobody
        }
        return switch (spec.onInterrupt()) {
            case RERUN -> ended(signal, outcome, Next.RERUN, told, null);
            case FAIL -> ended(signal, outcome, Next.FAILED, told, null);
            case MANUAL -> ended(signal, outcome, Next.DECIDE, told, null);
        };
    }

    private static Event.AttemptEnded ended(
            Signal.AttemptReturned signal, Outcome outcome, Next next, @Nullable Failure error, @Nullable Long due) {
        Signal.AttemptResult result = signal.result();
        boolean kept = next == Next.COMPLETED || next == Next.AGAIN;
        Object output = output(result);
        return new Event.AttemptEnded(
                signal.at(),
                signal.activation(),
                signal.attempt(),
                outcome,
                result.startedAt(),
                result.endedAt(),
                kept ? output : null,
                kept ? result.writes() : List.of(),
                error,
                result.log(),
                next,
                due);
    }

    private static @Nullable Object output(Signal.AttemptResult result) {
        if (result.output() instanceof Again again) {
            return again.output();
        }
        return result.output() instanceof Cached cached ? cached.output() : result.output();
    }

    /** What is recorded of a completed attempt whose output is kept to be used again, or was; null for any other. */
    static Event.@Nullable OutputCached cached(Signal.AttemptReturned signal, Event.AttemptEnded ended) {
        if (ended.next() != Next.COMPLETED || !(signal.result().output() instanceof Cached cached)) {
            return null;
        }
        Duration ttl = cached.origin() == null ? cached.ttl() : null;
        Long at = ttl == null ? null : (Long) (signal.at() + ttl.toNanos() / 1_000);
        return new Event.OutputCached(signal.at(), signal.activation(), cached.key(), cached.origin(), at);
    }
}
