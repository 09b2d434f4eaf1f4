package dev.orchestration.tasks.why;

import dev.orchestration.state.ExecutionId;

/** A step of an execution. */
public record Place(ExecutionId execution, String step) {
    @Override
    public String toString() {
        return step + " of " + execution;
    }
}
