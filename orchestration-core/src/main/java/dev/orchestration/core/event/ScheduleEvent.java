package dev.orchestration.core.event;

import dev.orchestration.state.ExecutionId;
import org.jspecify.annotations.Nullable;

/**
 * A schedule changed, or was due.
 *
 * @param schedule its name
 * @param time the time that it was due for, microseconds since 1970; null where none is meant
 * @param execution what was begun; null if nothing was
 * @param problem why nothing was begun; null where that is not so
 */
public record ScheduleEvent(
        long at,
        String change,
        String schedule,
        @Nullable Long time,
        @Nullable ExecutionId execution,
        @Nullable String problem)
        implements OrchestrationEvent {
    public ScheduleEvent {
        EventFamily.SCHEDULE.type(change);
    }

    @Override
    public EventFamily family() {
        return EventFamily.SCHEDULE;
    }
}
