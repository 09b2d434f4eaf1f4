package dev.orchestration.projects;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is told of projects. Thread-safe. */
final class ProjectListeners {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectListeners.class);

    private final List<ProjectListener> all = new CopyOnWriteArrayList<>();
    private final AtomicLong faults = new AtomicLong();

    AutoCloseable add(ProjectListener listener) {
        all.add(listener);
        return () -> all.remove(listener);
    }

    void tell(Consumer<ProjectListener> what) {
        for (ProjectListener listener : all) {
            try {
                what.accept(listener);
            } catch (Throwable e) { // what it is told of is done, whatever it makes of that; an AssertionError, too
                faults.incrementAndGet();
                LOG.warn("a listener of projects failed", e);
            }
        }
    }

    long faults() {
        return faults.get();
    }
}
