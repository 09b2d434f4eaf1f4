package dev.orchestration.core.event;

import dev.orchestration.state.SessionId;

/**
 * A session changed.
 *
 * @param status where it stands since, as a session's JSON form says it
 */
public record SessionEvent(long at, String change, SessionId session, String name, String status)
        implements OrchestrationEvent {
    public SessionEvent {
        EventFamily.SESSION.type(change);
    }

    @Override
    public EventFamily family() {
        return EventFamily.SESSION;
    }
}
