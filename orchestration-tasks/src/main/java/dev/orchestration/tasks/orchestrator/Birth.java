package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.event.Event;
import java.util.List;

/** Makes the first event of an execution, once its id and the time of the loop's step are known. */
@FunctionalInterface
public interface Birth {
    Event.ExecutionCreated created(ExecutionId id, long at);

    /** What is recorded with that, behind the values that the context begins with. */
    default List<Event> then(long at) {
        return List.of();
    }
}
