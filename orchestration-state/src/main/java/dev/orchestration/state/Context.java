package dev.orchestration.state;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A flat map from dotted text keys to JSON values that remembers who changed what, and when. Values are copied on the way
 * in and immutable on the way out, so no caller can alter the state behind its back. Setting an equal value is no change.
 *
 * <p>Thread-safe: every field is guarded by one lock, which no method holds while it calls foreign code; a snapshot is
 * made once for each version and shared, and copies nothing until somebody asks for all of it: a chain of thousands of
 * steps that each write a key makes as many snapshots.
 */
public final class Context {
    private final Clock clock;
    private final Consumer<ContextChange> listener;
    private final int mostHistory;
    private final Runnable check;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<String, List<Version>> keys = new LinkedHashMap<>();

    @GuardedBy("lock")
    private final List<ContextChange> history = new ArrayList<>();

    /** Changes that are not in the history any more. */
    @GuardedBy("lock")
    private long forgotten;

    @GuardedBy("lock")
    private @Nullable Map<String, JsonValue> snapshot;

    public Context(Clock clock) {
        this(clock, change -> {});
    }

    /** @param listener is told of each change on the thread that made it, before that goes on */
    public Context(Clock clock, Consumer<ContextChange> listener) {
        this(clock, listener, Integer.MAX_VALUE, () -> {});
    }

    /**
     * A context that tells of its changes, and does not grow with their number.
     *
     * @param mostHistory of so many changes, the newest, the history is kept
     * @param check asked before each {@link #set} and {@link #remove}; the context is unchanged if it throws
     */
    public Context(Clock clock, Consumer<ContextChange> listener, int mostHistory, Runnable check) {
        this.clock = clock;
        this.listener = listener;
        this.mostHistory = mostHistory;
        this.check = check;
    }

    /** The value of {@code key}; a stored null is present. */
    public Optional<JsonValue> get(String key) {
        synchronized (lock) {
            return Optional.ofNullable(value(key, version()));
        }
    }

    /**
     * Sets {@code key} to a copy of {@code value}.
     *
     * @throws OrchestrationException ({@link ErrorCode#NOT_JSON}) naming key and Java type; the context is unchanged
     */
    public void set(String key, @Nullable Object value, String who) {
        check.run();
        apply(new ContextWrite(key, JsonValue.of(value, "context key " + key)), who, clock.micros(), null);
    }

    /** Removes {@code key}; says whether it was there. */
    public boolean remove(String key, String who) {
        check.run();
        return apply(new ContextWrite(key, null), who, clock.micros(), null);
    }

    /**
     * Applies one recorded write with the time it was recorded at.
     *
     * @return whether anything changed
     */
    public boolean apply(ContextWrite write, String who, long at, @Nullable String attempt) {
        ContextChange change = change(write, who, at, attempt);
        if (change == null) {
            return false;
        }
        listener.accept(change);
        return true;
    }

    private @Nullable ContextChange change(ContextWrite write, String who, long at, @Nullable String attempt) {
        JsonValue after = write.value();
        synchronized (lock) {
            JsonValue before = value(write.key(), version());
            if (Objects.equals(before, after)) {
                return null;
            }
            snapshot = null;
            ContextChange change = new ContextChange(write.key(), before, after, who, at, version() + 1, attempt);
            history.add(change);
            if (mostHistory < Integer.MAX_VALUE) {
                keepNewest(write.key(), new Version(version(), after));
            } else {
                keys.computeIfAbsent(write.key(), key -> new ArrayList<>(1)).add(new Version(version(), after));
            }
            return change;
        }
    }

    /** Earlier values are not looked up here: snapshots have copies. */
    @GuardedBy("lock")
    private void keepNewest(String key, Version version) {
        if (history.size() > mostHistory) {
            history.remove(0);
            forgotten++;
        }
        if (version.value() == null) {
            keys.remove(key);
        } else {
            keys.put(key, List.of(version));
        }
    }

    /** All values at this moment, in the order in which their keys first came; immutable. */
    public Map<String, JsonValue> snapshot() {
        synchronized (lock) {
            if (snapshot == null) {
                Snapshot made = new Snapshot(version());
                snapshot = mostHistory < Integer.MAX_VALUE ? made.all() : made;
            }
            return snapshot;
        }
    }

    /** All values at this moment as plain JSON. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        snapshot().forEach((key, value) -> Json.putNullable(map, key, value.raw()));
        return Collections.unmodifiableMap(map);
    }

    /** Every change that is kept, oldest first. */
    public List<ContextChange> history() {
        synchronized (lock) {
            return List.copyOf(history);
        }
    }

    /** Every change that is kept and followed the first {@code known}, oldest first. */
    public List<ContextChange> historyAfter(long known) {
        synchronized (lock) {
            return List.copyOf(history.subList(Math.toIntExact(Math.max(0, known - forgotten)), history.size()));
        }
    }

    /** Every change of one key that is kept, oldest first. */
    public List<ContextChange> history(String key) {
        return history().stream().filter(change -> change.key().equals(key)).toList();
    }

    /** How many changes there were. */
    public long version() {
        synchronized (lock) {
            return forgotten + history.size();
        }
    }

    /** The value that {@code key} had when there had been {@code changes} changes, or null. */
    @GuardedBy("lock")
    private @Nullable JsonValue value(String key, long changes) {
        List<Version> versions = keys.getOrDefault(key, List.of());
        int low = 0;
        int high = versions.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (versions.get(middle).change() <= changes) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? null : versions.get(low - 1).value();
    }

    /**
     * A value that a key has from a change on.
     *
     * @param value null where the change removed the key
     */
    private record Version(long change, @Nullable JsonValue value) {}

    /** All values as they were after some change: looked up one by one, copied only for those who want all. */
    private final class Snapshot extends AbstractMap<String, JsonValue> {
        private final long changes;

        @GuardedBy("lock")
        private @Nullable Map<String, JsonValue> all;

        Snapshot(long changes) {
            this.changes = changes;
        }

        @Override
        public @Nullable JsonValue get(@Nullable Object key) {
            synchronized (lock) {
                return key instanceof String name ? value(name, changes) : null;
            }
        }

        @Override
        public boolean containsKey(@Nullable Object key) {
            return get(key) != null;
        }

        @Override
        public Set<Map.Entry<String, JsonValue>> entrySet() {
            return all().entrySet();
        }

        Map<String, JsonValue> all() {
            synchronized (lock) {
                if (all == null) {
                    Map<String, JsonValue> copy = new LinkedHashMap<>();
                    for (String key : keys.keySet()) {
                        JsonValue value = value(key, changes);
                        if (value != null) {
                            copy.put(key, value);
                        }
                    }
                    all = Collections.unmodifiableMap(copy);
                }
                return all;
            }
        }
    }
}
