package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.event.Event;

/** Makes the first event of an execution, once its id and the time of the loop's step are known. */
@FunctionalInterface
public interface Birth {
    Event.ExecutionCreated created(ExecutionId id, long at);
}
