package dev.orchestration.core.schedule;

import dev.orchestration.state.ExecutionId;
import java.time.Instant;

/** Begins the executions of schedules, and knows whether they have ended. Thread-safe. */
public interface ScheduleRuns {
    /**
     * Begins the execution for one time, or finds the one that was begun for it before. Returns when it is recorded.
     *
     * @param ended called, by any thread, when it has ended or is paused; perhaps never for one that was found
     * @throws dev.orchestration.state.OrchestrationException if nothing can be begun
     */
    ExecutionId begin(Schedule schedule, Instant time, Runnable ended);

    /** Whether the execution is recorded and has not ended. */
    boolean isOpen(ExecutionId execution);
}
