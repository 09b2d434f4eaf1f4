package dev.orchestration.state.journal;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;

/**
 * There is a place for a store, but nothing in it that this program could look at yet: its owner is about to make the tables or
 * to bring them up to date, or ended before that. The code is {@code STORE_UNAVAILABLE}.
 */
public final class StoreUnreadyException extends OrchestrationException {
    private static final long serialVersionUID = 1L;

    private final boolean empty;

    /** @param empty whether there is nothing at all, so that nothing is missed by who looks */
    public StoreUnreadyException(boolean empty, String message) {
        super(ErrorCode.STORE_UNAVAILABLE, message);
        this.empty = empty;
    }

    /** Whether there is nothing at all in it; else it has tables of an older program. */
    public boolean isEmpty() {
        return empty;
    }
}
