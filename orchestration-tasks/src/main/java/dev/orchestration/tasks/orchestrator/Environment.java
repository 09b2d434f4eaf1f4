package dev.orchestration.tasks.orchestrator;

import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.Journal;
import java.nio.file.Path;

/**
 * What the loop works with: where it records, what it gives out, who listens. Thread-safe.
 *
 * @param slots attempts at once
 * @param durable whether a commit waits for a disk
 * @param logs the store's log folder
 */
record Environment(
        Journal journal, ResourceManager resources, int slots, boolean durable, Path logs, Listeners listeners) {
    Environment(Journal journal, ResourceManager resources, int slots, boolean durable, Path logs) {
        this(journal, resources, slots, durable, logs, new Listeners());
    }

    static OrchestrationException closed() {
        return new OrchestrationException(ErrorCode.CLOSED, "the engine is closed, or about to be");
    }
}
