package dev.orchestration.workflow.definition;

import dev.orchestration.state.Quoted;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@code parameters} of a workflow: name → JSON Schema. */
final class ParameterReader {
    private final SchemaFaults schemas;

    ParameterReader(SchemaFaults schemas) {
        this.schemas = schemas;
    }

    /** The schemas in their order; {@code {}} in place of a faulty one, so that its name is known. */
    Map<String, Map<String, Object>> read(Fields top) {
        Map<String, Map<String, Object>> parameters = new LinkedHashMap<>();
        SourceMap map = top.map("parameters");
        if (map != null) {
            map.entries().forEach((name, entry) -> {
                NameRule.check(name, "a parameter", entry.key(), top.faults());
                parameters.put(name, schema(name, entry.value(), top.faults()));
            });
        }
        return parameters;
    }

    private Map<String, Object> schema(String name, SourceNode node, FaultList faults) {
        if (node.broken()) {
            return Map.of();
        }
        if (!(node instanceof SourceMap schema)) {
            faults.error(
                    FaultCode.WRONG_TYPE,
                    node.place(),
                    "the parameter " + Quoted.of(name)
                            + " must be a JSON Schema, for example {type: string, default: x}," + " not "
                            + node.described());
            return Map.of();
        }
        if (!schemas.checkSchema(schema)) {
            return Map.of();
        }
        SourceNode value = schema.get("default");
        if (value != null) {
            schemas.checkDefault(schema, value, name);
        }
        return schema.json();
    }
}
