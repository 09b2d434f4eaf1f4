package dev.orchestration.workflow.expression;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds JSON values against JSON Schema (2020-12, or the one that {@code $schema} names). What is certainly valid by the
 * simple keywords is found here; for everything else the validator library is loaded, and verdict and wording are its
 * own. Nothing is ever fetched: a reference out of the schema is a fault. Stateless, so thread-safe.
 */
public final class SchemaCheck {
    private SchemaCheck() {}

    /** What is wrong with {@code value}; empty: it is valid. */
    public static List<SchemaFault> check(Map<String, Object> schema, @Nullable Object value) {
        return QuickSchema.accepts(schema, value) ? List.of() : SchemaLibrary.faults(schema, value);
    }

    /** What is wrong with {@code schema} itself; empty: it is a JSON Schema and refers to nothing outside of it. */
    public static List<SchemaFault> checkSchema(Map<String, Object> schema) {
        return QuickSchema.isPlain(schema) ? List.of() : SchemaLibrary.schemaFaults(schema);
    }
}
