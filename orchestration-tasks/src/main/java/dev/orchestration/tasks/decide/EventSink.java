package dev.orchestration.tasks.decide;

import dev.orchestration.state.event.Event;

/** Takes the events of a decision: each is applied to the state at once and recorded with the step. */
@FunctionalInterface
public interface EventSink {
    void emit(Event event);
}
