package dev.orchestration.core.event;

/**
 * Something that changed in an engine. Immutable. An event tells of a change that is made: it never stands for one that is
 * only wanted, and nobody can refuse it.
 */
public sealed interface OrchestrationEvent
        permits SessionEvent, WorkflowEvent, TaskEvent, ResourceEvent, ProjectEvent, ContextEvent, ScheduleEvent {
    /** When it changed: microseconds since 1970. */
    long at();

    /** What happened, within the family: the part of {@link #type()} behind the dot. */
    String change();

    /** What the event is about. */
    EventFamily family();

    /** Family and change, for example {@code session.created}; {@link EventFamily#types()} lists all. */
    default String type() {
        return family().type(change());
    }
}
