package dev.orchestration.tasks.orchestrator;

import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.Journal;
import dev.orchestration.state.journal.Store;
import java.nio.file.Path;

/**
 * What the loop works with: where it records, what it gives out, who listens. Thread-safe.
 *
 * @param slots attempts at once
 * @param durable whether a commit waits for a disk
 * @param logs the store's log folder
 * @param giveUp ends the ownership of what the journal writes to
 */
record Environment(
        Journal journal,
        ResourceManager resources,
        int slots,
        boolean durable,
        Path logs,
        Listeners listeners,
        Runnable giveUp) {
    /** Of a journal that nobody else waits for. */
    Environment(Journal journal, ResourceManager resources, int slots, boolean durable, Path logs) {
        this(journal, resources, slots, durable, logs, new Listeners(), () -> {});
    }

    static Environment of(Store store, ResourceManager resources, int slots) {
        return new Environment(
                store.journal(), resources, slots, store.isDurable(), store.logs(), new Listeners(), store::giveUp);
    }

    static OrchestrationException closed() {
        return new OrchestrationException(ErrorCode.CLOSED, "the engine is closed, or about to be");
    }
}
