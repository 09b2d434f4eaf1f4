package dev.orchestration.core;

import dev.orchestration.state.OrchestrationException;
import jakarta.inject.Provider;

/**
 * Builds parts so that a refusal, for example of a store that somebody else owns, is seen as what it is and not as a fault
 * of the wiring, which wraps it.
 */
final class Built {
    private Built() {}

    /** The part, built if it is not yet. */
    static <T> T by(Provider<T> part) {
        try {
            return part.get();
        } catch (RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof OrchestrationException ours) {
                    throw ours;
                }
            }
            throw e;
        }
    }
}
