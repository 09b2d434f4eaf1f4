package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.OrchestrationException;

/** Something for the loop to take in: a small act that runs on the loop, at the time of the step. */
@FunctionalInterface
public interface Message {
    void deliver(Loop loop);

    /** Called instead where the loop has stopped or cannot record; whoever waits for an answer gets this one. */
    default void refuse(OrchestrationException why) {}
}
