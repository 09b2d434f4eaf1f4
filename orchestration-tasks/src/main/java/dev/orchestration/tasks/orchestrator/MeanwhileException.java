package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;

/** Somebody else takes an execution up, or did so a moment ago: nothing was done, and to ask again makes sense. */
public final class MeanwhileException extends OrchestrationException {
    private static final long serialVersionUID = 1L;

    MeanwhileException(ExecutionId id, String what) {
        super(ErrorCode.WRONG_STATE, "execution " + id + " " + what);
    }
}
