package dev.orchestration.workflow.definition;

import dev.orchestration.state.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keys and values in the order of the text.
 *
 * @param entries by key; of a key that appears twice, the first
 */
record SourceMap(Place place, Map<String, Entry> entries) implements SourceNode {
    /** A value and the place of its key. */
    record Entry(Place key, SourceNode value) {}

    static SourceMap empty() {
        return new SourceMap(Place.NOWHERE, Map.of());
    }

    @Nullable
    SourceNode get(String key) {
        Entry entry = entries.get(key);
        return entry == null ? null : entry.value();
    }

    @Override
    public Map<String, Object> json() {
        Map<String, Object> values = new LinkedHashMap<>(entries.size() * 2);
        entries.forEach(
                (key, entry) -> Json.putNullable(values, key, entry.value().json()));
        return Collections.unmodifiableMap(values);
    }

    @Override
    public void appendJson(StringBuilder out) {
        String comma = "{";
        for (Map.Entry<String, Entry> entry : entries.entrySet()) {
            Json.append(out.append(comma), entry.getKey());
            entry.getValue().value().appendJson(out.append(':'));
            comma = ",";
        }
        out.append(entries.isEmpty() ? "{}" : "}");
    }

    @Override
    public String described() {
        return "a map";
    }
}
