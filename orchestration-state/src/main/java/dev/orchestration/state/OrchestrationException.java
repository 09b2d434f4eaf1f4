package dev.orchestration.state;

import org.jspecify.annotations.Nullable;

/**
 * The root of every exception the engine throws. A task's failure is a {@link Failure}, a value; an exception is for a
 * caller who asked for something that cannot be done, or for a fault of the engine.
 */
public class OrchestrationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public OrchestrationException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public OrchestrationException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }

    public ErrorKind kind() {
        return code.kind();
    }
}
