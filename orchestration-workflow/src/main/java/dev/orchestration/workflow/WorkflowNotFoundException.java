package dev.orchestration.workflow;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Nearest;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import java.util.List;

/** Somebody asked for a workflow that is not registered. */
public final class WorkflowNotFoundException extends OrchestrationException {
    private static final long serialVersionUID = 1L;

    private final String workflow;

    /** @param known names of which the nearest are offered */
    WorkflowNotFoundException(String workflow, List<String> known) {
        super(
                ErrorCode.WORKFLOW_NOT_FOUND,
                "no workflow " + Quoted.of(workflow) + " is registered" + Nearest.suggestionOrKnown(workflow, known));
        this.workflow = workflow;
    }

    /** The name that was asked for. */
    public String workflow() {
        return workflow;
    }
}
