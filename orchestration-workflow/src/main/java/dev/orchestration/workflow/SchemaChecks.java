package dev.orchestration.workflow;

import dev.orchestration.workflow.definition.SchemaChecker;
import dev.orchestration.workflow.definition.SchemaFinding;
import dev.orchestration.workflow.expression.SchemaCheck;
import dev.orchestration.workflow.expression.SchemaFault;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lets the reader of definitions ask the schema validator. Stateless. */
final class SchemaChecks implements SchemaChecker {
    @Override
    public List<SchemaFinding> checkSchema(Map<String, Object> schema) {
        return findings(SchemaCheck.checkSchema(schema));
    }

    @Override
    public List<SchemaFinding> check(Map<String, Object> schema, @Nullable Object value) {
        return findings(SchemaCheck.check(schema, value));
    }

    private static List<SchemaFinding> findings(List<SchemaFault> faults) {
        return faults.stream()
                .map(fault -> new SchemaFinding(fault.pointer(), fault.message()))
                .toList();
    }
}
