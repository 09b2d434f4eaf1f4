package dev.orchestration.tasks.action;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.state.ContextWrite;
import dev.orchestration.state.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The shared context as one attempt sees it: a snapshot from its start, and its own writes. The writes become visible to
 * others with the attempt's completion, in the same commit, and are dropped when it fails. Thread-safe.
 */
public final class AttemptContext {
    private final Map<String, JsonValue> snapshot;

    @GuardedBy("this")
    private final Map<String, ContextWrite> writes = new LinkedHashMap<>();

    public AttemptContext(Map<String, JsonValue> snapshot) {
        this.snapshot = snapshot;
    }

    /** The value of {@code key}; a stored null is present. */
    public synchronized Optional<JsonValue> get(String key) {
        ContextWrite own = writes.get(key);
        return Optional.ofNullable(own == null ? snapshot.get(key) : own.value());
    }

    /**
     * Sets {@code key} to a copy of {@code value}.
     *
     * @throws dev.orchestration.state.OrchestrationException ({@code NOT_JSON}) naming key and Java type
     */
    public synchronized void set(String key, @Nullable Object value) {
        writes.put(key, new ContextWrite(key, JsonValue.of(value, "context key " + key)));
    }

    public synchronized void remove(String key) {
        writes.put(key, new ContextWrite(key, null));
    }

    /** This attempt's writes, one a key, in the order of their first write. */
    public synchronized List<ContextWrite> writes() {
        return List.copyOf(writes.values());
    }

    /** Snapshot and own writes together; the snapshot itself as long as there are none. */
    public synchronized Map<String, JsonValue> toMap() {
        if (writes.isEmpty()) {
            return snapshot;
        }
        Map<String, JsonValue> all = new LinkedHashMap<>(snapshot);
        writes.values().forEach(write -> {
            JsonValue value = write.value();
            if (value == null) {
                all.remove(write.key());
            } else {
                all.put(write.key(), value);
            }
        });
        return all;
    }
}
