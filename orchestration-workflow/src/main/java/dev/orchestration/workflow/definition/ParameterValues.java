package dev.orchestration.workflow.definition;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Json;
import dev.orchestration.state.Nearest;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import dev.orchestration.workflow.expression.SchemaCheck;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks and completes the parameters of a run against those that the definition declares. Stateless, so thread-safe. */
public final class ParameterValues {
    /**
     * All parameters of the definition, in its order: those given, else their defaults.
     *
     * @return immutable JSON
     * @throws OrchestrationException ({@code BAD_PARAMETERS}) naming every unknown, missing and unfit parameter; ({@code
     *     NOT_JSON}) if a value is no JSON
     */
    public Map<String, Object> resolve(WorkflowDefinition definition, Map<String, ?> given) {
        Map<String, Object> frozen = Json.freezeMap(given, "parameters");
        List<String> faults = new ArrayList<>(unknown(definition, frozen));
        Map<String, Object> values = new LinkedHashMap<>();
        definition.parameters().forEach((name, schema) -> {
            if (frozen.containsKey(name)) {
                faults.addAll(unfit(name, schema, frozen.get(name)));
                Json.putNullable(values, name, frozen.get(name));
            } else if (schema.containsKey("default")) {
                Json.putNullable(values, name, schema.get("default"));
            } else {
                faults.add("the parameter " + Quoted.of(name) + " is missing and has no default");
            }
        });
        if (!faults.isEmpty()) {
            throw new OrchestrationException(
                    ErrorCode.BAD_PARAMETERS,
                    "workflow " + Quoted.of(definition.name()) + ": " + String.join("; ", faults));
        }
        return Collections.unmodifiableMap(values);
    }

    /**
     * The values that texts of a command line mean, each by the type its parameter declares: {@code integer} and {@code
     * number}, {@code boolean} ({@code true}, {@code false}), {@code array} and {@code object} as JSON, else the text. A
     * text that is none of its type is left as text, and an unknown name too: {@link #resolve} tells all of them at once.
     */
    public static Map<String, Object> fromText(WorkflowDefinition definition, Map<String, String> texts) {
        Map<String, Object> values = new LinkedHashMap<>();
        texts.forEach((name, text) -> {
            Map<String, Object> schema = definition.parameters().getOrDefault(name, Map.of());
            Json.putNullable(values, name, convert(schema.get("type"), text));
        });
        return Collections.unmodifiableMap(values);
    }

    private static @Nullable Object convert(@Nullable Object type, String text) {
        if (type instanceof List<?> types) {
            // Of several types the text form is the last resort, unless the text is none of the others.
            for (Object each : types) {
                Object value = convert(each, text);
                if (!(value instanceof String)) {
                    return value;
                }
            }
            return text;
        }
        boolean json = "array".equals(type) || "object".equals(type) || "boolean".equals(type) || "null".equals(type);
        if ("integer".equals(type) || "number".equals(type)) {
            return number(text);
        }
        return json ? json(String.valueOf(type), text) : text;
    }

    private static Object number(String text) {
        try {
            BigDecimal number = new BigDecimal(text.strip());
            if (text.length() > 1_000 || Math.abs((long) number.scale()) > 1_000) {
                return text;
            }
            Object value = number.scale() <= 0 ? number.toBigIntegerExact() : number;
            Object frozen = Json.freeze(value, "number");
            return frozen == null ? text : frozen;
        } catch (NumberFormatException e) {
            return text;
        }
    }

    private static @Nullable Object json(String type, String text) {
        try {
            Object value = Json.read(text);
            boolean fits = switch (type) {
                case "array" -> value instanceof List;
                case "object" -> value instanceof Map;
                case "boolean" -> value instanceof Boolean;
                default -> value == null;
            };
            return fits ? value : text;
        } catch (OrchestrationException e) {
            return text;
        }
    }

    private static List<String> unknown(WorkflowDefinition definition, Map<String, Object> given) {
        return given.keySet().stream()
                .filter(name -> !definition.parameters().containsKey(name))
                .map(name -> "there is no parameter " + Quoted.of(name)
                        + Nearest.suggestion(name, definition.parameters().keySet()))
                .toList();
    }

    private static List<String> unfit(String name, Map<String, Object> schema, @Nullable Object value) {
        return SchemaCheck.check(schema, value).stream()
                .map(fault -> "the parameter " + Quoted.of(name) + (fault.path().isEmpty() ? ": " : " at ") + fault)
                .toList();
    }
}
