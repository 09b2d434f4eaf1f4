package dev.orchestration.core.schedule;

import dev.orchestration.state.record.KindStamp;
import dev.orchestration.state.record.RecordRow;
import dev.orchestration.state.record.Records;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts how often all rows of a kind are read. */
record CountedRecords(Records rows, AtomicInteger reads) implements Records {
    CountedRecords(Records rows) {
        this(rows, new AtomicInteger());
    }

    int read() {
        return reads.get();
    }

    @Override
    public Optional<RecordRow> find(String kind, String key) {
        return rows.find(kind, key);
    }

    @Override
    public List<RecordRow> all(String kind) {
        reads.incrementAndGet();
        return rows.all(kind);
    }

    @Override
    public boolean add(String kind, String key, String json, long at) {
        return rows.add(kind, key, json, at);
    }

    @Override
    public boolean replace(RecordRow before, String json, long at) {
        return rows.replace(before, json, at);
    }

    @Override
    public boolean remove(RecordRow row) {
        return rows.remove(row);
    }

    @Override
    public int removeAll(List<RecordRow> all) {
        return rows.removeAll(all);
    }

    @Override
    public long revision() {
        return rows.revision();
    }

    @Override
    public KindStamp stamp(String kind) {
        return rows.stamp(kind);
    }
}
