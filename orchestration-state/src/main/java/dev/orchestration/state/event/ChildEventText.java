package dev.orchestration.state.event;

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
}
