package dev.orchestration.tasks.decide;

import dev.orchestration.state.OrchestrationException;

/** Something that somebody asks of an execution; whether it makes sense is seen where the execution is carried out. */
@FunctionalInterface
public interface Ask {
    /**
     * The signal that it means in this state.
     *
     * @param at microseconds since 1970
     * @throws OrchestrationException if it makes no sense, with the remedy; then nothing has happened
     */
    Signal signal(ExecutionState state, long at);
}
