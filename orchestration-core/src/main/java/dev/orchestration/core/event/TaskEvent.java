package dev.orchestration.core.event;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Failure;
import dev.orchestration.tasks.TaskStatus;
import org.jspecify.annotations.Nullable;

/**
 * A task moved: a step of an execution, or one that was submitted by itself.
 *
 * @param execution to which it belongs; tasks that are submitted by themselves belong to one that goes on and on
 * @param task the step as people see it ({@code fetch}, {@code each[3]}, {@code poll#2}), or the id of a submitted task
 * @param action module and action, {@code http.request}
 * @param attempt the attempt that is meant, from 1; 0 if none has started
 * @param status where the task stands since
 * @param failure why the attempt, or the task, failed; null if neither did
 */
public record TaskEvent(
        long at,
        String change,
        ExecutionId execution,
        String task,
        String action,
        int attempt,
        TaskStatus status,
        @Nullable Failure failure)
        implements OrchestrationEvent {
    public TaskEvent {
        EventFamily.TASK.type(change);
    }

    @Override
    public EventFamily family() {
        return EventFamily.TASK;
    }
}
