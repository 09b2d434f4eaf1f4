package dev.orchestration.core.event;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.JsonValue;
import dev.orchestration.state.SessionId;
import org.jspecify.annotations.Nullable;

/**
 * A value of a shared context was set or removed.
 *
 * @param session whose context it is; null if it is an execution's
 * @param execution whose context it is; null if it is a session's
 * @param value the new value; null if it was removed
 * @param who did it
 */
public record ContextEvent(
        long at,
        String change,
        @Nullable SessionId session,
        @Nullable ExecutionId execution,
        String key,
        @Nullable JsonValue value,
        String who)
        implements OrchestrationEvent {
    public ContextEvent {
        EventFamily.CONTEXT.type(change);
    }

    /** A change of a session's context. */
    public static ContextEvent of(long at, SessionId session, String key, @Nullable JsonValue value, String who) {
        return new ContextEvent(at, change(value), session, null, key, value, who);
    }

    /** A change of an execution's context. */
    public static ContextEvent of(long at, ExecutionId execution, String key, @Nullable JsonValue value, String who) {
        return new ContextEvent(at, change(value), null, execution, key, value, who);
    }

    private static String change(@Nullable JsonValue value) {
        return value == null ? "removed" : "changed";
    }

    @Override
    public EventFamily family() {
        return EventFamily.CONTEXT;
    }
}
