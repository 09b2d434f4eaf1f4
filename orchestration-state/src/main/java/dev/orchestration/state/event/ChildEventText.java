package dev.orchestration.state.event;

import dev.orchestration.state.TraceContext;
import org.jspecify.annotations.Nullable;

/** The JSON form of what is recorded of executions that steps wait for. */
final class ChildEventText {
    private ChildEventText() {}

    /** Says false, and appends nothing, for an event of another kind. */
    static boolean append(StringBuilder out, Event event) {
        if (event instanceof Event.ChildBegun e) {
            new EventWriter(out, "ChildBegun", e.at())
                    .activation(e.activation())
                    .text("execution", e.execution())
                    .end();
        } else if (event instanceof Event.WaitWithdrawn e) {
            new EventWriter(out, "WaitWithdrawn", e.at())
                    .activation(e.activation())
                    .end();
        } else {
            return false;
        }
        return true;
    }

    /** The step that waits for the execution, null if none does. */
    static @Nullable Object parent(Event.ExecutionCreated e) {
        Parent parent = e.parent();
        return parent == null ? null : parent.toMap();
    }

    /** The span that asked for the execution, null if none did. */
    static @Nullable String traceparent(Event.ExecutionCreated e) {
        TraceContext trace = e.trace();
        return trace == null ? null : trace.traceparent();
    }

    static @Nullable String tracestate(Event.ExecutionCreated e) {
        TraceContext trace = e.trace();
        return trace == null ? null : trace.state();
    }

    /** Reads what was written of the span that asked. */
    static @Nullable TraceContext trace(EventReader in) {
        String traceparent = in.textOrNull("traceparent");
        return traceparent == null ? null : TraceContext.parse(traceparent, in.textOrNull("tracestate"));
    }
}
