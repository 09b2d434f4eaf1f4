package dev.orchestration.tasks.action;

import dev.orchestration.state.Wire;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lower-case name of an enum's value. */
final class EnumForm implements Form {
    private final Map<String, Object> byName = new LinkedHashMap<>();

    EnumForm(Class<?> type) {
        for (Object value : type.getEnumConstants()) {
            byName.put(Wire.name((Enum<?>) value), value);
        }
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "string");
        schema.put("enum", List.copyOf(byName.keySet()));
        return schema;
    }

    @Override
    public @Nullable Object read(Object json, Reading reading, String place) {
        Object value = json instanceof String name ? byName.get(name) : null;
        return value == null ? reading.unfit(place, "one of " + String.join(", ", byName.keySet()), json) : value;
    }
}
