package dev.orchestration.tasks.action;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is known about an action without running it.
 *
 * @param parameters JSON Schema of the parameters; {@code {}} accepts anything; a property marked {@code "x-shell": true} is text
 *     for a shell, into which values are written quoted
 * @param output JSON Schema of the output; {@code {}} promises nothing
 */
public record ActionDescriptor(
        ActionName name,
        String description,
        ActionKind kind,
        Map<String, Object> parameters,
        Map<String, Object> output) {
    /** A host's action of which nothing more is known. */
    public static ActionDescriptor of(ActionName name) {
        return new ActionDescriptor(name, "", ActionKind.BLOCKING, Map.of(), Map.of());
    }

    /** The parameters that are text for a shell. */
    public Set<String> shellTexts() {
        return parameters.get("properties") instanceof Map<?, ?> properties
                ? properties.entrySet().stream()
                        .filter(property -> property.getValue() instanceof Map<?, ?> schema
                                && Boolean.TRUE.equals(schema.get("x-shell")))
                        .map(property -> String.valueOf(property.getKey()))
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }
}
