package dev.orchestration.state.journal;

/**
 * Takes facts, in order. Used by the owner of the store alone, from one thread at a time.
 */
public interface Journal {
    /**
     * Records the whole batch or nothing, durably as the store promises, before it returns.
     *
     * @throws dev.orchestration.state.OrchestrationException with {@code STORE_FENCED} if another process owns the store
     *     by now, {@code STORE_UNAVAILABLE} if it could not be recorded or its outcome is unknown
     */
    void append(Batch batch);
}
