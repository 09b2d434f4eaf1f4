package dev.orchestration.tasks.action;

import java.util.Map;

/**
 * What is known about an action without running it.
 *
 * @param parameters JSON Schema of the parameters; {@code {}} accepts anything
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
}
