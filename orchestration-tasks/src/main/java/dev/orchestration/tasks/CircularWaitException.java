package dev.orchestration.tasks;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import java.util.List;

/** A task would wait for something that can only come after its own end. Nothing was waited for. */
public final class CircularWaitException extends OrchestrationException {
    private static final long serialVersionUID = 1L;

    /** @param path from what the task would wait for to the task itself, each waiting for the next */
    public CircularWaitException(String task, List<String> path) {
        super(
                ErrorCode.DEPENDENCY_CYCLE,
                task + " would wait for itself: it waits for " + String.join(", which waits for ", path)
                        + "; let it end first, or do not wait");
    }
}
