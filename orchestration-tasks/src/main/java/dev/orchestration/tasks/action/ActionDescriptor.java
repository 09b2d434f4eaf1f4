package dev.orchestration.tasks.action;

import dev.orchestration.state.Json;
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

    /**
     * A host's action whose parameters are the components of a record. They are required unless they are an {@link
     * java.util.Optional}, nullable, or have a {@link Default}; {@link Describe} says what they mean, and on the record what
     * the action does. Enums are written with their names in lower case; durations as definitions write them; moments, dates,
     * URIs and UUIDs as ISO and the RFCs do; a path as one that leads to where the attempt may reach; records, lists, sets and
     * maps with text keys may hold each other.
     *
     * @throws IllegalArgumentException if a component has no form in JSON, or the record contains itself; the message names it
     */
    public static ActionDescriptor of(ActionName name, Class<? extends Record> parameters) {
        return of(name, parameters, Map.of());
    }

    /**
     * As {@link #of(ActionName, Class)}, with an output of a known type.
     *
     * @throws IllegalArgumentException as there, for the type of the output, too
     */
    public static ActionDescriptor of(ActionName name, Class<? extends Record> parameters, Class<?> output) {
        return of(name, parameters, Forms.of(output).schema());
    }

    private static ActionDescriptor of(
            ActionName name, Class<? extends Record> parameters, Map<String, Object> output) {
        Describe described = parameters.getAnnotation(Describe.class);
        return new ActionDescriptor(
                name,
                described == null ? "" : described.value(),
                ActionKind.BLOCKING,
                Json.freezeMap(Forms.ofRecord(parameters).schema(), "parameters"),
                Json.freezeMap(output, "output"));
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
