package dev.orchestration.workflow.definition;

import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.decide.WaitReader;

/** Looks at what steps that wait say without a template: times, durations, forms. */
final class WaitCheck {
    private WaitCheck() {}

    static void check(StepDraft draft, SourceMap parameters, SchemaFaults schemas) {
        parameters.entries().forEach((key, entry) -> {
            SourceNode value = entry.value();
            if (value instanceof SourceScalar scalar && !isTemplate(value)) {
                check(draft, key, scalar);
            } else if (key.equals("form") && value instanceof SourceMap form && !isTemplate(value)) {
                var unused = schemas.checkSchema(form);
            }
        });
    }

    private static void check(StepDraft draft, String key, SourceScalar value) {
        try {
            WaitReader.check(key, value.json());
        } catch (OrchestrationException e) {
            draft.fields()
                    .faults()
                    .error(
                            FaultCode.BAD_PARAMETERS,
                            value.place(),
                            draft.fields().owner() + ": " + e.getMessage());
        }
    }

    private static boolean isTemplate(SourceNode value) {
        return Json.write(value.json()).contains("{{");
    }
}
