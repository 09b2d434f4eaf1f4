package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.journal.Commit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who wants to hear of what was committed. Thread-safe, but for {@link #announce}, which is the loop's. */
final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    /** Replaced as a whole, under the lock. */
    private volatile List<Outlet> present = List.of();

    private final AtomicLong faults = new AtomicLong();

    /**
     * Tells {@code listener} of what is committed from now on.
     *
     * @param executor the listener's alone; runs one thing after the other
     * @return to be closed to end that
     */
    synchronized Listening add(ExecutionListener listener, Executor executor) {
        Outlet outlet = new Outlet(listener, executor);
        List<Outlet> more = new ArrayList<>(present);
        more.add(outlet);
        present = more;
        return outlet;
    }

    private synchronized void remove(Outlet outlet) {
        List<Outlet> fewer = new ArrayList<>(present);
        fewer.remove(outlet);
        present = fewer;
    }

    /** Has those who listen by now told of what was committed. */
    void announce(List<Commit> commits) {
        List<Outlet> all = present;
        if (!all.isEmpty()) {
            int events = 0;
            for (Commit commit : commits) {
                events += commit.events().size();
            }
            for (Outlet outlet : all) {
                outlet.announce(commits, events);
            }
        }
    }

    /** How many commits one has thrown at, or was not told of. */
    long faults() {
        return faults.get();
    }

    /** One listener, and how far it is behind. */
    private final class Outlet implements Listening {
        private final ExecutionListener listener;
        private final Executor executor;
        private final AtomicInteger behind = new AtomicInteger();
        /** The loop's. */
        private boolean blamed;

        Outlet(ExecutionListener listener, Executor executor) {
            this.listener = listener;
            this.executor = executor;
        }

        void announce(List<Commit> commits, int events) {
            if (behind.get() >= ExecutionListener.MOST_BEHIND) {
                drop(commits);
                return;
            }
            behind.addAndGet(events);
            executor.execute(() -> {
                commits.forEach(this::tell);
                behind.addAndGet(-events);
            });
        }

        @Override
        public CompletableFuture<Void> caughtUp() {
            CompletableFuture<Void> done = new CompletableFuture<>();
            if (behind.get() == 0) {
                done.complete(null);
            } else {
                executor.execute(() -> done.complete(null));
            }
            return done;
        }

        @Override
        public void close() {
            remove(this);
        }

        private void drop(List<Commit> commits) {
            faults.addAndGet(commits.size());
            if (!blamed) {
                blamed = true;
                LOG.warn(
                        "listener {} is more than {} events behind and misses what is committed until it has caught up;"
                                + " this is told once",
                        listener,
                        ExecutionListener.MOST_BEHIND);
            }
        }

        /** A listener is foreign code: whatever it throws is counted and logged, and harms nobody else. */
        private void tell(Commit commit) {
            try {
                listener.committed(commit);
            } catch (Throwable e) { // an AssertionError harms nobody else either
                faults.incrementAndGet();
                LOG.warn("a listener failed on events of execution {}", commit.execution(), e);
            }
        }
    }
}
