package dev.orchestration.workflow.expression;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import org.jspecify.annotations.Nullable;

/** A template or condition that cannot be evaluated; the message names the path and, where there is one, the nearest. */
public final class ExpressionException extends OrchestrationException {
    private static final long serialVersionUID = 1L;

    public ExpressionException(String message) {
        this(message, null);
    }

    public ExpressionException(String message, @Nullable Throwable cause) {
        super(ErrorCode.BAD_PARAMETERS, message, cause);
    }
}
