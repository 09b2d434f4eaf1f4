package dev.orchestration.projects;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Who is told of projects. Thread-safe. */
final class ProjectListeners {
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
            } catch (RuntimeException e) { // what it is told of is done, whatever it makes of that
                faults.incrementAndGet();
            }
        }
    }

    long faults() {
        return faults.get();
    }
}
