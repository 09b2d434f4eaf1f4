package dev.orchestration.state.event;

import dev.orchestration.state.ContextWrite;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Failure;
import dev.orchestration.state.JsonValue;
import dev.orchestration.state.LargeOutput;
import dev.orchestration.state.OrchestrationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of one event's JSON object, each read as its type or refused by name. */
final class EventReader {
    private final Map<?, ?> fields;
    private final LargeOutput.Source source;

    EventReader(Map<?, ?> fields, LargeOutput.Source source) {
        this.fields = fields;
        this.source = source;
    }

    String text(String key) {
        return require(key, String.class);
    }

    @Nullable
    String textOrNull(String key) {
        return fields.get(key) == null ? null : text(key);
    }

    long number(String key) {
        return require(key, Long.class);
    }

    @Nullable
    Long numberOrNull(String key) {
        return fields.get(key) == null ? null : (Long) number(key);
    }

    int integer(String key) {
        return Math.toIntExact(number(key));
    }

    @Nullable
    Object json(String key) {
        return fields.get(key);
    }

    /** The output, or the large one that is kept elsewhere. */
    @Nullable
    Object output() {
        if (!(fields.get("output_file") instanceof Map<?, ?> file)) {
            return fields.get("output");
        }
        EventReader name = new EventReader(file, source);
        return new LargeOutput(name.text("digest"), name.number("bytes"), source);
    }

    @SuppressWarnings("unchecked")
    /** Empty where it is left out. */
    Map<String, Object> objectOrEmpty(String key) {
        return fields.containsKey(key) ? object(key) : Map.of();
    }

    Map<String, Object> object(String key) {
        return require(key, Map.class);
    }

    List<?> list(String key) {
        return fields.get(key) == null ? List.of() : require(key, List.class);
    }

    @Nullable
    List<?> listOrNull(String key) {
        return fields.get(key) == null ? null : require(key, List.class);
    }

    @Nullable
    Failure failure() {
        return Failure.fromMap(fields.get("error"));
    }

    Activation activation() {
        int item = fields.get("item") == null ? Activation.NO_ITEM : integer("item");
        int n = fields.get("n") == null ? 1 : integer("n");
        return new Activation(integer("node"), item, n);
    }

    List<ContextWrite> writes() {
        List<?> raws = list("writes");
        if (raws.isEmpty()) {
            return List.of();
        }
        List<ContextWrite> writes = new ArrayList<>(raws.size());
        for (Object raw : raws) {
            writes.add(write(raw));
        }
        return List.copyOf(writes);
    }

    /** {@code [key, value]} sets, {@code [key]} removes, {@code {"null": key}} sets JSON's null. */
    private static ContextWrite write(Object raw) {
        if (raw instanceof Map<?, ?> map && map.get("null") instanceof String key) {
            return new ContextWrite(key, new JsonValue(null));
        }
        if (raw instanceof List<?> pair && !pair.isEmpty() && pair.get(0) instanceof String key) {
            return new ContextWrite(key, pair.size() == 1 ? null : new JsonValue(pair.get(1)));
        }
        throw new OrchestrationException(ErrorCode.STORE_UNAVAILABLE, "an event holds a malformed context write");
    }

    private <T> T require(String key, Class<T> type) {
        Object value = fields.get(key);
        if (!type.isInstance(value)) {
            throw new OrchestrationException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "a recorded " + fields.get("type") + " has no " + type.getSimpleName() + " '" + key + "'");
        }
        return type.cast(value);
    }
}
