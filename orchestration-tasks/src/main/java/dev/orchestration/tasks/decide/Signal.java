package dev.orchestration.tasks.decide;

import dev.orchestration.state.ContextWrite;
import dev.orchestration.state.Failure;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.tasks.Decision;
import dev.orchestration.tasks.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to one execution, brought to its decider. Immutable. */
public sealed interface Signal {
    /** When it is decided: microseconds since 1970, one reading for all signals of a step. */
    long at();

    /** The limits of its session allow the execution to begin. */
    record Admitted(long at) implements Signal {}

    /** A worker reports the end of an attempt. */
    record AttemptReturned(long at, Activation activation, int attempt, AttemptResult result) implements Signal {}

    /** A wait or backoff is due. */
    record WaitDue(long at, Activation activation) implements Signal {}

    /** Somebody asks for the end of an execution, or of one of its nodes. */
    record CancelAsked(long at, CancelScope scope, @Nullable Integer node, String by, String reason)
            implements Signal {}

    /** The process is about to end: once nothing runs, the execution pauses. */
    record SuspendAsked(long at, String reason) implements Signal {}

    /**
     * A process that took over found the attempts of an execution dead, as they died with their process.
     *
     * @param goesOn whether it goes on with the execution where that is paused
     */
    record Recovered(long at, String by, boolean goesOn) implements Signal {
        /** It goes on with it. */
        public Recovered(long at, String by) {
            this(at, by, true);
        }
    }

    /** A person wants nothing new to start; what runs goes on to its end. */
    record PauseAsked(long at, String reason) implements Signal {}

    /** A person lets a paused execution go on. */
    record ContinueAsked(long at, String by) implements Signal {}

    /** A person wants the failed and cancelled steps tried again. */
    record RetryAsked(long at, String by) implements Signal {}

    /**
     * Somebody submits a task to a plan that grows.
     *
     * @param met ids of dependencies that an earlier queue has completed
     */
    record TaskSubmitted(long at, Task task, List<String> met) implements Signal {}

    /** A plan that grows shall get no more tasks: the execution ends, if nothing is open. */
    record CloseAsked(long at) implements Signal {}

    /** A person decides about an activation that waits for that. */
    record Decided(long at, Activation activation, Decision decision, String by) implements Signal {}

    /**
     * The execution that an activation waits for has begun.
     *
     * @param key under which it was asked for
     */
    record ChildBegun(long at, Activation activation, String key, String child) implements Signal {}

    /**
     * The execution that an activation waits for has ended, or could not even begin.
     *
     * @param key under which it was asked for
     * @param child the execution, null if there is none
     * @param failure why it did not complete, null if it did
     */
    record ChildEnded(
            long at,
            Activation activation,
            String key,
            @Nullable String child,
            @Nullable Failure failure) implements Signal {}

    /** Somebody sends a signal, for whoever waits for it or will do so. */
    record SignalCame(long at, String name, @Nullable Object payload, String by) implements Signal {}

    /**
     * A person answers an activation that asks for approval.
     *
     * @param approved whether it may go on
     * @param data what its form asks for, or else, as JSON
     */
    record Answered(
            long at,
            Activation activation,
            boolean approved,
            @Nullable Object data,
            @Nullable String comment,
            String by)
            implements Signal {}

    /**
     * What came of an attempt, as the worker saw it.
     *
     * @param outcome what the worker and the loop know together; a cancel that was recorded meanwhile still wins
     * @param startedAt when the worker really began; microseconds since 1970, as {@code endedAt}
     */
    record AttemptResult(
            Outcome outcome,
            long startedAt,
            long endedAt,
            @Nullable Object output,
            List<ContextWrite> writes,
            @Nullable Failure error,
            @Nullable String log) {}
}
