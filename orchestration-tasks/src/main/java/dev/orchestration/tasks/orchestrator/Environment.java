package dev.orchestration.tasks.orchestrator;

import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.Journal;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the loop works with: where it records, what it gives out, who listens. Thread-safe.
 *
 * @param slots attempts at once
 * @param logs the store's log folder
 */
record Environment(
        Journal journal,
        ResourceManager resources,
        int slots,
        Path logs,
        List<ExecutionListener> listeners,
        AtomicLong listenerFaults) {
    private static final Logger LOG = LoggerFactory.getLogger(Environment.class);

    Environment(Journal journal, ResourceManager resources, int slots, Path logs) {
        this(journal, resources, slots, logs, new CopyOnWriteArrayList<>(), new AtomicLong());
    }

    void announce(Commit commit, Executor executor) {
        for (ExecutionListener listener : listeners) {
            executor.execute(() -> tell(listener, commit));
        }
    }

    /** A listener is foreign code: whatever it throws is counted and logged, and harms nobody else. */
    private void tell(ExecutionListener listener, Commit commit) {
        try {
            listener.committed(commit.execution(), commit.events());
        } catch (Throwable e) { // an AssertionError harms nobody else either
            listenerFaults.incrementAndGet();
            LOG.warn("a listener failed on events of execution {}", commit.execution(), e);
        }
    }

    static OrchestrationException closed() {
        return new OrchestrationException(ErrorCode.CLOSED, "the engine is closed, or about to be");
    }
}
