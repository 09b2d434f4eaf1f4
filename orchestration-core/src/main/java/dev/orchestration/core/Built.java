package dev.orchestration.core;

import com.google.inject.ProvisionException;
import dev.orchestration.state.OrchestrationException;
import jakarta.inject.Provider;

/** Builds parts so that a refusal, for example of a store that somebody else owns, is seen as what it is, not as Guice's. */
final class Built {
    private Built() {}

    /** The part, built if it is not yet. */
    static <T> T by(Provider<T> part) {
        try {
            return part.get();
        } catch (ProvisionException e) {
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof OrchestrationException ours) {
                    throw ours;
                }
            }
            throw e;
        }
    }
}
