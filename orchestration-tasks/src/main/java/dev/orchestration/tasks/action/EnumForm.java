package dev.orchestration.tasks.action;

import dev.orchestration.state.Wire;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lower-case name of an enum's value. */
final class EnumForm implements Form {
    private final Map<String, Object> byName = new LinkedHashMap<>();

    /** @throws IllegalArgumentException if two of its values are written alike */
    EnumForm(Class<?> type, String place) {
        for (Object value : type.getEnumConstants()) {
            String name = Wire.name((Enum<?>) value);
            Object other = byName.putIfAbsent(name, value);
            if (other != null) {
                throw new IllegalArgumentException(
                        place + " is a " + type.getName() + ", of which " + ((Enum<?>) other).name() + " and "
                                + ((Enum<?>) value).name() + " are both written " + name + "; rename one of them");
            }
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
