package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.event.Event;
import java.util.List;

/** Hears of what was committed, in order, off the loop. A listener that throws harms nobody else. */
@FunctionalInterface
public interface ExecutionListener {
    void committed(ExecutionId execution, List<Event> events);
}
