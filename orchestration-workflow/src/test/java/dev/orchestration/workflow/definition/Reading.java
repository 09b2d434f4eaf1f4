package dev.orchestration.workflow.definition;

import dev.orchestration.state.Json;
import dev.orchestration.tasks.action.ActionDescriptor;
import dev.orchestration.tasks.action.ActionKind;
import dev.orchestration.tasks.action.ActionName;
import dev.orchestration.tasks.action.ActionRegistry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The small language of the reader's tests. */
final class Reading {
    static final WorkflowReader READER = new WorkflowReader();

    private Reading() {}

    static ReadResult yaml(String text) {
        return READER.read(text, "test.yaml", Optional.empty());
    }

    static ReadResult json(String text) {
        return READER.read(text, "test.json", Optional.empty());
    }

    /** The definition, which must be valid, and the same when what is recorded of it is read again. */
    static WorkflowDefinition valid(ReadResult result) {
        WorkflowDefinition definition =
                result.definition().orElseThrow(() -> new AssertionError("not valid: " + result.errors()));
        boolean same = READER.readRecorded(definition.json(), definition.digest())
                .filter(definition::equals)
                .isPresent();
        if (!same) {
            throw new AssertionError("read again it is another: " + definition.name());
        }
        return definition;
    }

    /** {@code line:column code} of each error. */
    static List<String> faults(ReadResult result) {
        return places(result.errors());
    }

    static List<String> warnings(ReadResult result) {
        return places(result.warnings());
    }

    private static List<String> places(List<Fault> faults) {
        return faults.stream()
                .map(fault -> fault.line() + ":" + fault.column() + " " + fault.code())
                .toList();
    }

    /** A registry with a few actions, without code that is ever called. */
    static ActionRegistry actions() {
        ActionRegistry registry = new ActionRegistry();
        registry.register("core", "noop", ctx -> null);
        registry.register(descriptor("shell", "run", ActionKind.BLOCKING, """
                        {"type": "object", "required": ["command"], "additionalProperties": false, "properties": {
                            "command": {"type": "string"},
                            "env": {"type": "object", "additionalProperties": {"type": "string"}},
                            "limits": {"type": "object", "properties": {"memory_mb": {"type": "integer"}}}}}"""), ctx -> null);
        registry.register(descriptor("human", "approve", ActionKind.WAIT, "{}"), ctx -> null);
        registry.register(descriptor("workflow", "run", ActionKind.CHILD, "{}"), ctx -> null);
        return registry;
    }

    private static ActionDescriptor descriptor(String module, String action, ActionKind kind, String schema) {
        return new ActionDescriptor(new ActionName(module, action), "", kind, object(schema), Map.of());
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(String json) {
        Object value = Json.read(json);
        return (Map<String, Object>) Objects.requireNonNull(value);
    }
}
