package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.TraceContext;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Parent;

/**
 * Which execution is meant that a step waits for. Immutable.
 *
 * @param parent the execution whose step waits
 * @param created how that one began
 * @param step the activation that waits, and how deep what it waits for lies
 * @param key under which what it waits for is asked for; no other has the same
 * @param session in which both run
 * @param before whether the wait was recorded before its execution was taken up, or went on: not by what runs now
 * @param fresh whether all work is done, also where an output is kept that could be used again
 * @param attempt of the step, of which the execution is the work; from 1
 */
public record ChildOrder(
        ExecutionId parent,
        Event.ExecutionCreated created,
        Parent step,
        String key,
        SessionLimits session,
        boolean before,
        boolean fresh,
        int attempt) {
    /** The span of the step's attempt, below which the execution is one. */
    public TraceContext trace() {
        return Traces.of(new AttemptKey(parent, step.activation(), attempt), created);
    }
}
