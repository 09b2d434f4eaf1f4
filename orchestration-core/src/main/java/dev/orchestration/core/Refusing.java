package dev.orchestration.core;

import dev.orchestration.state.project.ProjectRegistry;
import dev.orchestration.state.project.ProjectRow;
import dev.orchestration.state.record.KindStamp;
import dev.orchestration.state.record.RecordRow;
import dev.orchestration.state.record.Records;
import java.util.List;
import java.util.Optional;

/**
 * What a store keeps, as it is handed out: it is changed only as long as its engine lives, since after that another process may
 * own the store. What was kept can still be looked at. Stateless.
 */
final class Refusing {
    private Refusing() {}

    static Records records(Records kept, Lifetime lifetime) {
        return new LivingRecords(kept, lifetime);
    }

    static ProjectRegistry projects(ProjectRegistry kept, Lifetime lifetime) {
        return new LivingProjects(kept, lifetime);
    }

    private record LivingRecords(Records kept, Lifetime lifetime) implements Records {
        @Override
        public Optional<RecordRow> find(String kind, String key) {
            return kept.find(kind, key);
        }

        @Override
        public List<RecordRow> all(String kind) {
            return kept.all(kind);
        }

        @Override
        public boolean add(String kind, String key, String json, long at) {
            lifetime.check();
            return kept.add(kind, key, json, at);
        }

        @Override
        public boolean replace(RecordRow before, String json, long at) {
            lifetime.check();
            return kept.replace(before, json, at);
        }

        @Override
        public boolean remove(RecordRow row) {
            lifetime.check();
            return kept.remove(row);
        }

        @Override
        public int removeAll(List<RecordRow> rows) {
            lifetime.check();
            return kept.removeAll(rows);
        }

        @Override
        public long revision() {
            return kept.revision();
        }

        @Override
        public KindStamp stamp(String kind) {
            return kept.stamp(kind);
        }
    }

    private record LivingProjects(ProjectRegistry kept, Lifetime lifetime) implements ProjectRegistry {
        @Override
        public Optional<ProjectRow> find(String name) {
            return kept.find(name);
        }

        @Override
        public List<ProjectRow> all() {
            return kept.all();
        }

        @Override
        public boolean add(ProjectRow row) {
            lifetime.check();
            return kept.add(row);
        }

        @Override
        public boolean replace(ProjectRow before, ProjectRow after) {
            lifetime.check();
            return kept.replace(before, after);
        }

        @Override
        public boolean remove(ProjectRow row) {
            lifetime.check();
            return kept.remove(row);
        }
    }
}
