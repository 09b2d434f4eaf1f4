package dev.orchestration.workflow.definition;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.orchestration.state.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges by JSON Schema 2020-12. */
final class JsonSchemas implements SchemaChecker {
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Schema metaSchema =
            registry.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

    @Override
    public List<SchemaFinding> checkSchema(Map<String, Object> schema) {
        return findings(metaSchema, schema);
    }

    @Override
    public List<SchemaFinding> check(Map<String, Object> schema, @Nullable Object value) {
        return findings(registry.getSchema(Json.write(schema), InputFormat.JSON), value);
    }

    private static List<SchemaFinding> findings(Schema schema, @Nullable Object value) {
        return schema.validate(Json.write(value), InputFormat.JSON).stream()
                .map(error -> new SchemaFinding(error.getInstanceLocation().toString(), error.getMessage()))
                .toList();
    }
}
