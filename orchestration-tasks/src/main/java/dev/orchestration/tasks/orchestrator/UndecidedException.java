package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.OrchestrationException;

/**
 * The store does not record at the moment. What was asked for is kept, and happens once it can be recorded, unless the engine is
 * closed before; its code is that of the store's refusal.
 */
public final class UndecidedException extends OrchestrationException {
    private static final long serialVersionUID = 1L;

    UndecidedException(OrchestrationException why) {
        super(why.code(), why.getMessage() + "; what you asked for is kept, and happens once it can be recorded", why);
    }
}
