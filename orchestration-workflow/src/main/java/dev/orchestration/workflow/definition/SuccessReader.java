package dev.orchestration.workflow.definition;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code success} of a step. */
final class SuccessReader {
    static final Set<String> KEYS = Set.of("files_exist", "ctx_has_keys", "exit_code", "output_schema", "expression");

    private final ExpressionScan expressions;
    private final SchemaFaults schemas;

    SuccessReader(ExpressionScan expressions, SchemaFaults schemas) {
        this.expressions = expressions;
        this.schemas = schemas;
    }

    /** @param reads gets the steps whose output is read */
    SuccessCriteria read(Fields step, Map<String, Place> reads) {
        SourceMap map = step.map("success");
        if (map == null) {
            return SuccessCriteria.NONE;
        }
        Fields fields = new Fields(map, "'success' of " + step.owner(), step.faults());
        fields.rejectOthers(KEYS, Set.of());
        ExpressionScan scan = step.has("for_each") ? expressions.ofItems() : expressions;
        List<SourceScalar> files = fields.texts("files_exist");
        files.forEach(file -> scan.templates(file, reads));
        SourceMap schema = fields.map("output_schema");
        if (schema != null) {
            schemas.checkSchema(schema);
        }
        String expression = fields.text("expression");
        if (expression != null) {
            scan.condition(expression, fields.place("expression"), reads);
        }
        return new SuccessCriteria(
                texts(files),
                texts(fields.texts("ctx_has_keys")),
                fields.scalars("exit_code", "a whole number", Long.class).stream()
                        .map(item -> (Long) item.json())
                        .toList(),
                schema == null ? null : schema.json(),
                expression);
    }

    private static List<String> texts(List<SourceScalar> items) {
        return items.stream().map(item -> String.valueOf(item.json())).toList();
    }
}
