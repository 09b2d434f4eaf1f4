package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.journal.Commit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who wants to hear of what was committed. Thread-safe. */
final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    /** Replaced as a whole, under the lock. */
    private volatile List<ExecutionListener> present = List.of();

    private final AtomicLong faults = new AtomicLong();

    synchronized void add(ExecutionListener listener) {
        List<ExecutionListener> more = new ArrayList<>(present);
        more.add(listener);
        present = more;
    }

    synchronized void remove(ExecutionListener listener) {
        List<ExecutionListener> fewer = new ArrayList<>(present);
        fewer.remove(listener);
        present = fewer;
    }

    /** Has those who listen by now told of what was committed. */
    void announce(List<Commit> commits, Executor executor) {
        List<ExecutionListener> all = present;
        if (!all.isEmpty()) {
            executor.execute(() -> all.forEach(listener -> commits.forEach(commit -> tell(listener, commit))));
        }
    }

    /** A listener is foreign code: whatever it throws is counted and logged, and harms nobody else. */
    private void tell(ExecutionListener listener, Commit commit) {
        try {
            listener.committed(commit.execution(), commit.events());
        } catch (Throwable e) { // an AssertionError harms nobody else either
            faults.incrementAndGet();
            LOG.warn("a listener failed on events of execution {}", commit.execution(), e);
        }
    }

    /** How often one has thrown. */
    long faults() {
        return faults.get();
    }
}
