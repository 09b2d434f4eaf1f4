package dev.orchestration.state.journal;

/**
 * Takes facts, in order. Used by the owner of the store alone, from one thread at a time.
 */
public interface Journal {
    /**
     * Records the whole batch or nothing, durably as the store promises, before it returns.
     *
     * @throws dev.orchestration.state.OrchestrationException with {@code STORE_FENCED} if another process owns the store
     *     by now; with a code that {@link dev.orchestration.state.ErrorCode#mayPass may pass} if it is not recorded, or
     *     perhaps not, and the same batch may be handed in again, if {@link #holds} denies it; with {@code
     *     STORE_UNAVAILABLE} if this journal can record nothing more
     */
    void append(Batch batch);

    /**
     * Whether a batch that {@link #append} has refused is recorded after all.
     *
     * @throws dev.orchestration.state.OrchestrationException as {@code append}, where that cannot be told
     */
    default boolean holds(Batch batch) {
        return false; // a journal whose refusal always means that nothing was recorded
    }
}
