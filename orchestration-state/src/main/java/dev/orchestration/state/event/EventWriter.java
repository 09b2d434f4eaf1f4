package dev.orchestration.state.event;

import dev.orchestration.state.ContextWrite;
import dev.orchestration.state.Failure;
import dev.orchestration.state.Json;
import dev.orchestration.state.JsonValue;
import dev.orchestration.state.LargeOutput;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Appends one event as a JSON object. Field by field and without maps, because two of these are written for every step
 * that runs. Not thread-safe.
 */
final class EventWriter {
    private final StringBuilder out;

    EventWriter(StringBuilder out, String type, long at) {
        this.out = out;
        out.append("{\"type\":\"").append(type).append("\",\"at\":").append(at);
    }

    EventWriter activation(Activation activation) {
        number("node", activation.node());
        if (activation.item() != Activation.NO_ITEM) {
            number("item", activation.item());
        }
        if (activation.n() != 1) {
            number("n", activation.n());
        }
        return this;
    }

    EventWriter number(String key, long value) {
        key(key).append(value);
        return this;
    }

    EventWriter optional(String key, @Nullable Number value) {
        return value == null ? this : number(key, value.longValue());
    }

    /** A value from our own vocabulary, which needs no escaping. */
    EventWriter word(String key, String value) {
        key(key).append('"').append(value).append('"');
        return this;
    }

    EventWriter text(String key, @Nullable String value) {
        return value == null ? this : json(key, value);
    }

    /** Left out where null: reading gives null for a field that is absent. */
    EventWriter json(String key, @Nullable Object value) {
        if (value != null) {
            Json.append(key(key), value);
        }
        return this;
    }

    /** A large one stands elsewhere; the event tells what it is called. */
    EventWriter output(@Nullable Object output) {
        return output instanceof LargeOutput large ? json("output_file", large.toMap()) : json("output", output);
    }

    EventWriter failure(@Nullable Failure failure) {
        return failure == null ? this : json("error", failure.toMap());
    }

    /** {@code [key, value]} sets, {@code [key]} removes, {@code {"null": key}} sets JSON's null. */
    EventWriter writes(List<ContextWrite> writes) {
        if (writes.isEmpty()) {
            return this;
        }
        key("writes").append('[');
        String separator = "";
        for (ContextWrite write : writes) {
            out.append(separator);
            JsonValue value = write.value();
            Json.append(out, value == null ? List.of(write.key()) : pair(write.key(), value));
            separator = ",";
        }
        out.append(']');
        return this;
    }

    private static Object pair(String key, JsonValue value) {
        Object raw = value.raw();
        return raw == null ? Map.of("null", key) : List.of(key, raw);
    }

    void end() {
        out.append('}');
    }

    private StringBuilder key(String key) {
        return out.append(",\"").append(key).append("\":");
    }
}
