package dev.orchestration.workflow.definition;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Judges values by JSON Schemas. Thread-safe. Asked for the same (equal) schema many times over, so an implementation
 * keeps what it compiled.
 */
public interface SchemaChecker {
    /** What is wrong with a schema itself. */
    List<SchemaFinding> checkSchema(Map<String, Object> schema);

    /** In what {@code value} differs from {@code schema}. */
    List<SchemaFinding> check(Map<String, Object> schema, @Nullable Object value);
}
