package dev.orchestration.state.record;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a store in memory keeps beside its executions. Thread-safe. */
public final class InMemoryRecords implements Records {
    @GuardedBy("this")
    private final TreeMap<String, TreeMap<String, RecordRow>> kinds = new TreeMap<>();

    @GuardedBy("this")
    private long revision;

    @Override
    public synchronized Optional<RecordRow> find(String kind, String key) {
        return Optional.ofNullable(rows(kind).get(key));
    }

    @Override
    public synchronized List<RecordRow> all(String kind) {
        return new ArrayList<>(rows(kind).values());
    }

    @Override
    public synchronized boolean add(String kind, String key, String json, long at) {
        if (rows(kind).containsKey(key)) {
            return false;
        }
        put(kind, key, json, at);
        return true;
    }

    @Override
    public synchronized boolean replace(RecordRow before, String json, long at) {
        if (!isStillThere(before)) {
            return false;
        }
        put(before.kind(), before.key(), json, at);
        return true;
    }

    @Override
    public synchronized boolean remove(RecordRow row) {
        if (!isStillThere(row)) {
            return false;
        }
        revision++;
        rows(row.kind()).remove(row.key());
        return true;
    }

    @Override
    public synchronized int removeAll(List<RecordRow> rows) {
        int removed = 0;
        for (RecordRow row : rows) {
            removed += remove(row) ? 1 : 0;
        }
        return removed;
    }

    @Override
    public synchronized long revision() {
        return revision;
    }

    @Override
    public synchronized KindStamp stamp(String kind) {
        long latest = 0;
        for (RecordRow row : rows(kind).values()) {
            latest = Math.max(latest, row.revision());
        }
        return new KindStamp(rows(kind).size(), latest);
    }

    @GuardedBy("this")
    private boolean isStillThere(RecordRow row) {
        RecordRow now = rows(row.kind()).get(row.key());
        return now != null && now.revision() == row.revision();
    }

    @GuardedBy("this")
    private void put(String kind, String key, String json, long at) {
        revision++;
        rows(kind).put(key, new RecordRow(kind, key, json, revision, at));
    }

    @GuardedBy("this")
    private Map<String, RecordRow> rows(String kind) {
        return kinds.computeIfAbsent(kind, any -> new TreeMap<>());
    }
}
