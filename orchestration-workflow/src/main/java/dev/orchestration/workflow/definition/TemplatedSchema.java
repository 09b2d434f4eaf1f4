package dev.orchestration.workflow.definition;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Loosens a JSON Schema where a value holds templates, whose results are not known yet: such a value may be anything,
 * and what judges the parts of an object or list together is left out where one of the parts is open. Values are
 * bounded in depth, so the recursion is too.
 */
final class TemplatedSchema {
    /** What can be judged of an object of which some values are not known. */
    private static final Set<String> KEPT_OF_OBJECT = Set.of(
            "$schema",
            "$defs",
            "definitions",
            "type",
            "properties",
            "required",
            "additionalProperties",
            "minProperties",
            "maxProperties",
            "propertyNames",
            "dependentRequired");

    /** What can be judged of a list of which some elements are not known. */
    private static final Set<String> KEPT_OF_LIST =
            Set.of("$schema", "$defs", "definitions", "type", "minItems", "maxItems");

    private TemplatedSchema() {}

    static Map<String, Object> loosened(Map<String, Object> schema, @Nullable Object value) {
        if (!isOpen(value)) {
            return schema;
        }
        if (value instanceof Map<?, ?> map) {
            return ofObject(schema, map);
        }
        return value instanceof List ? kept(schema, KEPT_OF_LIST) : Map.of();
    }

    private static Map<String, Object> ofObject(Map<String, Object> schema, Map<?, ?> value) {
        Map<String, Object> result = kept(schema, KEPT_OF_OBJECT);
        Object others = schema.containsKey("patternProperties") ? null : result.get("additionalProperties");
        Map<String, Object> properties = new LinkedHashMap<>();
        if (schema.get("properties") instanceof Map<?, ?> named) {
            properties.putAll(typed(named));
        }
        value.forEach((key, part) -> {
            Object property = properties.getOrDefault(String.valueOf(key), others);
            if (property instanceof Map<?, ?> map) {
                properties.put(String.valueOf(key), loosened(typed(map), part));
            }
        });
        result.put("properties", properties);
        if (!(others instanceof Boolean)) {
            result.remove("additionalProperties");
        }
        return result;
    }

    private static Map<String, Object> kept(Map<String, Object> schema, Set<String> keys) {
        Map<String, Object> result = new LinkedHashMap<>(schema);
        result.keySet().retainAll(keys);
        return result;
    }

    private static boolean isOpen(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().anyMatch(TemplatedSchema::isOpen);
        }
        if (value instanceof List<?> list) {
            return list.stream().anyMatch(TemplatedSchema::isOpen);
        }
        return value instanceof String text && ExpressionScan.isTemplate(text);
    }

    @SuppressWarnings("unchecked") // JSON: every key is text
    private static Map<String, Object> typed(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
