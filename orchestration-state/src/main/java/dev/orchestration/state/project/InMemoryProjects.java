package dev.orchestration.state.project;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The projects of a store in memory. Thread-safe. */
public final class InMemoryProjects implements ProjectRegistry {
    @GuardedBy("this")
    private final TreeMap<String, ProjectRow> rows = new TreeMap<>();

    @Override
    public synchronized Optional<ProjectRow> find(String name) {
        return Optional.ofNullable(rows.get(name));
    }

    @Override
    public synchronized List<ProjectRow> all() {
        return List.copyOf(rows.values());
    }

    @Override
    public synchronized boolean add(ProjectRow row) {
        return rows.putIfAbsent(row.name(), row) == null;
    }

    @Override
    public synchronized boolean replace(ProjectRow before, ProjectRow after) {
        if (!before.name().equals(after.name())) {
            throw new IllegalArgumentException(before.name() + " is not " + after.name());
        }
        return rows.replace(before.name(), before, after);
    }

    @Override
    public synchronized boolean remove(ProjectRow row) {
        return rows.remove(row.name(), row);
    }
}
