package dev.orchestration.tasks.action;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map with text keys, in the order in which it is written. */
record MapForm(Form element) implements Form {
    @Override
    public Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        if (!element.schema().isEmpty()) {
            schema.put("additionalProperties", element.schema());
        }
        return schema;
    }

    @Override
    public @Nullable Object read(Object json, Reading reading, String place) {
        if (!(json instanceof Map<?, ?> entries)) {
            return reading.unfit(place, "a map", json);
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            String key = String.valueOf(entry.getKey());
            Object each = entry.getValue();
            String there = place + "." + key;
            Object value =
                    each == null ? reading.unfit(there, "no null", null) : element.read(each, reading, there);
            if (value != null) {
                values.put(key, value);
            }
        }
        return Collections.unmodifiableMap(values);
    }
}
