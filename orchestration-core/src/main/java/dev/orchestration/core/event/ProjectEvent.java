package dev.orchestration.core.event;

/**
 * A project changed.
 *
 * @param project its name
 * @param status where it stands since, as a project's JSON form says it
 */
public record ProjectEvent(long at, String change, String project, String status) implements OrchestrationEvent {
    public ProjectEvent {
        EventFamily.PROJECT.type(change);
    }

    @Override
    public EventFamily family() {
        return EventFamily.PROJECT;
    }
}
