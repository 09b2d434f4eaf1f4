package dev.orchestration.tasks.orchestrator;

import java.util.Map;
import java.util.function.Supplier;

/**
 * Begins, pauses and ends the executions that steps wait for. It is called off the loop, for one thing after the other, and may
 * take its time; each call may come more than once for the same order, also in another process. A {@link
 * dev.orchestration.state.OrchestrationException} of a store that may pass, or of a full queue, has the call repeated after a
 * while, as long as it is wanted still; so has {@code WORKFLOW_NOT_FOUND}, of a workflow that may yet be registered.
 */
public interface Children {
    /**
     * Sees to it that the execution is carried out: begins it, or goes on with the one that there is. Once it has ended, or if
     * it cannot begin, {@link OwnerDesk#childEnded} is called; for one that this engine carries out to its end that is done
     * without any doing.
     *
     * @param asked the parameters of the step; throws what is wrong with them
     */
    void begin(ChildOrder order, Supplier<Map<String, Object>> asked);

    /** Asks for the end of the execution, whether anybody carries it out or not; its end is told as that of any. */
    void cancel(ChildOrder order, String by, String reason);

    /**
     * Pauses the execution with the one whose step waits for it.
     *
     * @param reason why that one was paused
     */
    void pause(ChildOrder order, String reason);
}
