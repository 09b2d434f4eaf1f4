package dev.orchestration.tasks;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;

/** There are as many unfinished tasks as the queue holds: nothing was accepted, try again when some have ended. */
public final class QueueFullException extends OrchestrationException {
    private static final long serialVersionUID = 1L;

    private final int limit;

    public QueueFullException(int limit) {
        super(
                ErrorCode.QUEUE_FULL,
                "the queue holds " + limit
                        + " unfinished tasks, which is its limit; nothing was accepted: wait until some"
                        + " have ended, or raise the limit");
        this.limit = limit;
    }

    /** How many unfinished tasks the queue holds at most. */
    public int limit() {
        return limit;
    }
}
