package dev.orchestration.core.event;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Failure;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.WorkflowStatus;
import org.jspecify.annotations.Nullable;

/**
 * An execution of a workflow changed.
 *
 * @param workflow the workflow's name
 * @param session in which it was begun
 * @param status where it stands since
 * @param failure why it failed; null unless it did
 */
public record WorkflowEvent(
        long at,
        String change,
        ExecutionId execution,
        String workflow,
        SessionId session,
        WorkflowStatus status,
        @Nullable Failure failure)
        implements OrchestrationEvent {
    public WorkflowEvent {
        EventFamily.WORKFLOW.type(change);
    }

    @Override
    public EventFamily family() {
        return EventFamily.WORKFLOW;
    }
}
