package dev.orchestration.app.view;

import dev.orchestration.state.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value as a form asks for it, to be written over by whoever answers. */
final class FormSample {
    private static final int DEEPEST = 3;

    private FormSample() {}

    /** JSON, or empty if the form asks for nothing, so that no data is fine. */
    static String of(@Nullable Object form) {
        if (!(form instanceof Map<?, ?> schema) || schema.isEmpty()) {
            return "";
        }
        boolean anything = schema.get("type") == null && schema.get("required") == null && schema.get("enum") == null;
        return anything ? "" : Json.write(value(schema, 0));
    }

    private static @Nullable Object value(@Nullable Object form, int depth) {
        if (!(form instanceof Map<?, ?> schema) || depth > DEEPEST) {
            return "…";
        }
        if (schema.get("default") != null) {
            return schema.get("default");
        }
        if (schema.get("enum") instanceof List<?> some && !some.isEmpty()) {
            return some.get(0);
        }
        Object type = schema.get("type") instanceof List<?> some && !some.isEmpty() ? some.get(0) : schema.get("type");
        if ("object".equals(type) || schema.get("required") != null) {
            return object(schema, depth);
        }
        if ("integer".equals(type) || "number".equals(type)) {
            return schema.get("minimum") instanceof Number least ? least : (Object) 0L;
        }
        if ("boolean".equals(type)) {
            return true;
        }
        return "array".equals(type) ? List.of() : "…";
    }

    /** What is required of it; all it may have, if nothing is. */
    private static Map<String, Object> object(Map<?, ?> schema, int depth) {
        Map<?, ?> properties = schema.get("properties") instanceof Map<?, ?> some ? some : Map.of();
        Iterable<?> names =
                schema.get("required") instanceof List<?> some && !some.isEmpty() ? some : properties.keySet();
        Map<String, Object> sample = new LinkedHashMap<>();
        for (Object name : names) {
            Json.putNullable(sample, String.valueOf(name), value(properties.get(name), depth + 1));
        }
        return sample;
    }
}
