package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.TraceContext;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * To which spans executions and attempts belong: an execution is a span below the one that asked for it, else the first of a
 * trace of its own; each attempt is a span below its execution. Each plain task has a trace of its own.
 */
public final class Traces {
    private Traces() {}

    /** The span of an execution. */
    public static TraceContext of(ExecutionId id, Event.ExecutionCreated created) {
        return of(id, created.trace());
    }

    private static TraceContext of(ExecutionId id, @Nullable TraceContext asking) {
        return asking == null ? TraceContext.of(id.value()) : asking.child(id.value());
    }

    /** The span of an attempt. Any thread may ask: how its execution began was settled before anybody got the attempt. */
    public static TraceContext of(Attempt attempt) {
        return of(attempt.key(), attempt.owner().state().lifecycle().created());
    }

    /** The span of an attempt. */
    public static TraceContext of(AttemptKey attempt, Event.ExecutionCreated created) {
        return above(attempt.execution(), attempt.activation(), created).child(attempt.mark());
    }

    /** The span below which those of an activation lie. */
    public static TraceContext above(ExecutionId id, Activation activation, Event.ExecutionCreated created) {
        return QueueHosting.isQueue(created.session(), id)
                ? TraceContext.of(id + "/" + activation.node())
                : of(id, created);
    }
}
