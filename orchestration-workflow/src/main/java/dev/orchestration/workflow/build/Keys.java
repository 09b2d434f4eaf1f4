package dev.orchestration.workflow.build;

import dev.orchestration.state.Json;
import dev.orchestration.state.Wire;
import dev.orchestration.tasks.action.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys of one map of a definition as a file would have them, in the order in which they were said. Not thread-safe. */
final class Keys {
    private final Map<String, Object> values = new LinkedHashMap<>();

    Map<String, Object> json() {
        return values;
    }

    /** What is said twice holds as it was said last; what may be added to later is copied. */
    void put(String key, @Nullable Object value) {
        Object own = value;
        if (value instanceof Map<?, ?> map) {
            own = new LinkedHashMap<>(map);
        } else if (value instanceof List<?> list) {
            own = new ArrayList<>(list);
        }
        Json.putNullable(values, key, own);
    }

    void put(String key, Enum<?> value) {
        put(key, Wire.name(value));
    }

    void put(String key, Duration duration) {
        put(key, text(duration));
    }

    /** Adds to what is listed under the key. */
    void add(String key, @Nullable Object item) {
        list(key).add(item);
    }

    void addAll(String key, List<?> items) {
        list(key).addAll(items);
    }

    /** Adds to the map under the key. */
    void put(String key, String inner, @Nullable Object value) {
        Json.putNullable(map(key), inner, value);
    }

    @SuppressWarnings("unchecked") // every list and map here is a copy of ours
    private List<@Nullable Object> list(String key) {
        if (!(values.get(key) instanceof ArrayList<?>)) {
            values.put(key, new ArrayList<>());
        }
        return (List<@Nullable Object>) values.get(key);
    }

    @SuppressWarnings("unchecked") // as above
    private Map<String, Object> map(String key) {
        if (!(values.get(key) instanceof LinkedHashMap<?, ?>)) {
            values.put(key, new LinkedHashMap<>());
        }
        return (Map<String, Object>) values.get(key);
    }

    /** As a person would write it in a file: in the largest unit of which it is a whole number. */
    static String text(Duration duration) {
        if (duration.isNegative() || duration.compareTo(Durations.MAX) > 0 || duration.toNanosPart() % 1_000_000 != 0) {
            return duration.toString();
        }
        if (duration.toMillisPart() != 0) {
            return duration.toMillis() + "ms";
        }
        if (duration.toSecondsPart() != 0 || duration.isZero()) {
            return duration.toSeconds() + "s";
        }
        return duration.toMinutesPart() != 0 ? duration.toMinutes() + "m" : duration.toHours() + "h";
    }
}
