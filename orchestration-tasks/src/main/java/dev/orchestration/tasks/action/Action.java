package dev.orchestration.tasks.action;

import org.jspecify.annotations.Nullable;

/**
 * The work of one step. Called on a worker thread, by several attempts at once, so it must be thread-safe. Interruption
 * of the thread means that the attempt was cancelled or timed out: end soon.
 */
@FunctionalInterface
public interface Action {
    /**
     * Does the work.
     *
     * @return the step's output: anything that {@link dev.orchestration.state.Json#freeze} accepts
     * @throws Exception if the work failed; an {@link ActionFailedException} says of what kind the failure is, anything
     *     else counts as internal
     */
    @Nullable
    Object run(ActionContext ctx) throws Exception;
}
