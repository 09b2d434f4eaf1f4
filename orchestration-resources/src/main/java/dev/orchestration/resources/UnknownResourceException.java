package dev.orchestration.resources;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;

/** Somebody asked for a resource, or for one of a type, that nobody has registered. */
public final class UnknownResourceException extends OrchestrationException {
    private static final long serialVersionUID = 1L;

    /** @param message names the resource, and the nearest or the known ones */
    public UnknownResourceException(String message) {
        super(ErrorCode.UNKNOWN_RESOURCE, message);
    }
}
