package dev.orchestration.workflow.expression;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says "certainly valid" by the keywords that most schemas consist of. "No" means only that it is not certain: an invalid
 * value, a keyword this does not know, or a schema that is itself wrong.
 */
final class QuickSchema {
    private static final Set<String> NOTES = Set.of("title", "description", "default", "format", "x-shell");
    private static final Set<String> TYPES =
            Set.of("null", "boolean", "integer", "number", "string", "array", "object");

    private QuickSchema() {}

    /** Whether {@code schema} uses nothing but the keywords that are known here, and those rightly. */
    static boolean isPlain(Object schema) {
        if (schema instanceof Boolean) {
            return true;
        }
        return schema instanceof Map<?, ?> map
                && map.entrySet().stream().allMatch(keyword -> isPlain(keyword.getKey(), keyword.getValue()));
    }

    private static boolean isPlain(Object keyword, @Nullable Object value) {
        if (!(keyword instanceof String name)) {
            return false;
        }
        return switch (name) {
            case "title", "description", "format" -> value instanceof String;
            case "default", "x-shell" -> true;
            case "type" -> isType(value) || (value instanceof List<?> types && distinctTypes(types));
            case "required" -> value instanceof List<?> list && distinctTexts(list);
            case "properties" ->
                value instanceof Map<?, ?> map && map.values().stream().allMatch(QuickSchema::isPlain);
            case "items", "additionalProperties" -> value != null && isPlain(value);
            case "enum" -> value instanceof List<?> list && list.stream().allMatch(QuickSchema::isScalar);
            case "minimum", "maximum" -> value instanceof Long;
            case "minItems" -> value instanceof Long least && least >= 0;
            default -> false;
        };
    }

    private static boolean isType(@Nullable Object value) {
        return value instanceof String type && TYPES.contains(type);
    }

    private static boolean distinctTypes(List<?> types) {
        return !types.isEmpty() && types.stream().allMatch(QuickSchema::isType) && distinctTexts(types);
    }

    private static boolean distinctTexts(List<?> list) {
        return list.stream().allMatch(String.class::isInstance) && new HashSet<>(list).size() == list.size();
    }

    private static boolean isScalar(@Nullable Object value) {
        return value == null || value instanceof String || value instanceof Boolean || value instanceof Long;
    }

    static boolean accepts(Map<String, Object> schema, @Nullable Object value) {
        return isPlain(schema) && valid(schema, value);
    }

    /** For a plain schema only. */
    private static boolean valid(Object schema, @Nullable Object value) {
        if (!(schema instanceof Map<?, ?> keywords)) {
            return schema.equals(true);
        }
        for (Map.Entry<?, ?> keyword : keywords.entrySet()) {
            String name = (String) keyword.getKey();
            if (!NOTES.contains(name) && !valid(name, keyword.getValue(), keywords, value)) {
                return false;
            }
        }
        return true;
    }

    private static boolean valid(String keyword, Object rule, Map<?, ?> schema, @Nullable Object value) {
        return switch (keyword) {
            case "type" ->
                rule instanceof List<?> types
                        ? types.stream().anyMatch(type -> isOfType((String) type, value))
                        : isOfType((String) rule, value);
            case "minItems" -> !(value instanceof List<?> list) || list.size() >= (Long) rule;
            case "enum" -> ((List<?>) rule).stream().anyMatch(each -> Objects.equals(each, value));
            case "minimum" -> !isNumber(value) || (value instanceof Long number && number >= (Long) rule);
            case "maximum" -> !isNumber(value) || (value instanceof Long number && number <= (Long) rule);
            case "required" -> !(value instanceof Map<?, ?> map) || map.keySet().containsAll((List<?>) rule);
            case "properties" -> !(value instanceof Map<?, ?> map) || propertiesHold((Map<?, ?>) rule, map);
            case "additionalProperties" -> !(value instanceof Map<?, ?> map) || othersHold(rule, schema, map);
            case "items" -> !(value instanceof List<?> list) || list.stream().allMatch(item -> valid(rule, item));
            default -> false;
        };
    }

    private static boolean propertiesHold(Map<?, ?> properties, Map<?, ?> value) {
        for (Map.Entry<?, ?> property : properties.entrySet()) {
            if (value.containsKey(property.getKey()) && !valid(property.getValue(), value.get(property.getKey()))) {
                return false;
            }
        }
        return true;
    }

    private static boolean othersHold(Object rule, Map<?, ?> schema, Map<?, ?> value) {
        Set<?> declared = schema.get("properties") instanceof Map<?, ?> properties ? properties.keySet() : Set.of();
        for (Map.Entry<?, ?> entry : value.entrySet()) {
            if (!declared.contains(entry.getKey()) && !valid(rule, entry.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOfType(String type, @Nullable Object value) {
        return switch (type) {
            case "null" -> value == null;
            case "boolean" -> value instanceof Boolean;
            case "integer" -> value instanceof Long || value instanceof BigInteger;
            case "number" -> isNumber(value);
            case "string" -> value instanceof String;
            case "array" -> value instanceof List;
            case "object" -> value instanceof Map;
            default -> false;
        };
    }

    private static boolean isNumber(@Nullable Object value) {
        return value instanceof Number;
    }
}
