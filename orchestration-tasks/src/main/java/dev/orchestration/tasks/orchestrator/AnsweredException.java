package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;

/**
 * A command was carried out or refused already, and is not a second time; its answer is recorded, or will be as soon as the
 * store records again.
 */
public final class AnsweredException extends OrchestrationException {
    private static final long serialVersionUID = 1L;

    AnsweredException(Receipt receipt) {
        super(ErrorCode.WRONG_STATE, "the command " + receipt.command() + " to " + receipt.verb() + " has its answer");
    }
}
