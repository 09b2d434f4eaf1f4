package dev.orchestration.app;

import dev.orchestration.state.OrchestrationException;

/** The store failed while something was asked for: nobody can tell at the moment whether it was begun. */
final class UnknownOutcomeException extends OrchestrationException {
    private static final long serialVersionUID = 1L;

    UnknownOutcomeException(OrchestrationException why) {
        super(
                why.code(),
                why.getMessage() + "\nWhether it was begun is not known; look with `orchestrate list` before you ask"
                        + " for it again.",
                why);
    }
}
