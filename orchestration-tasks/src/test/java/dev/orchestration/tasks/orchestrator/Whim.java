package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.Batch;
import dev.orchestration.state.journal.InMemoryStore;
import dev.orchestration.state.journal.Journal;
import org.jspecify.annotations.Nullable;

/** A journal that records or refuses as it is told to. */
final class Whim implements Journal {
    private final InMemoryStore store;
    private @Nullable ErrorCode refusal;
    private boolean recordsAllTheSame;
    int refused;

    Whim(InMemoryStore store) {
        this.store = store;
    }

    /** Refuses from now on, and records nothing. */
    void refuses(ErrorCode code) {
        refusal = code;
    }

    /** Records the next batch, but nobody hears of it. */
    void isCutOffAfterTheNext() {
        refusal = ErrorCode.STORE_UNREACHABLE;
        recordsAllTheSame = true;
    }

    void recordsAgain() {
        refusal = null;
    }

    @Override
    public void append(Batch batch) {
        ErrorCode code = refusal;
        if (code == null || recordsAllTheSame) {
            store.journal().append(batch);
            recordsAllTheSame = false;
        }
        if (code != null) {
            refused++;
            throw new OrchestrationException(code, "as told");
        }
    }

    @Override
    public boolean holds(Batch batch) {
        ErrorCode code = refusal;
        if (code == ErrorCode.STORE_UNREACHABLE) {
            throw new OrchestrationException(code, "as told");
        }
        var first = batch.commits().get(0);
        return store.archive().end(first.execution()).commits() >= first.number();
    }
}
