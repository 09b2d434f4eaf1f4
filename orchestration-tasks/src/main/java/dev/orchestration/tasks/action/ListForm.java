package dev.orchestration.tasks.action;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A list, or a set in the order in which it is written.
 *
 * @param unique whether it is a set
 */
record ListForm(Form element, boolean unique) implements Form {
    @Override
    public Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "array");
        schema.put("items", element.schema());
        if (unique) {
            schema.put("uniqueItems", true);
        }
        return schema;
    }

    @Override
    public @Nullable Object read(Object json, Reading reading, String place) {
        if (!(json instanceof List<?> elements)) {
            return reading.unfit(place, "a list", json);
        }
        List<Object> values = new ArrayList<>();
        int at = 0;
        for (Object each : elements) {
            String there = place + "[" + at++ + "]";
            Object value =
                    each == null ? reading.unfit(there, "no null", null) : element.read(each, reading, there);
            if (value != null) {
                values.add(value);
            }
        }
        return unique ? set(values, reading, place, json) : Collections.unmodifiableList(values);
    }

    private static @Nullable Object set(List<Object> values, Reading reading, String place, Object json) {
        Set<Object> set = new LinkedHashSet<>(values);
        return set.size() == values.size()
                ? Collections.unmodifiableSet(set)
                : reading.unfit(place, "a list without repetitions", json);
    }
}
