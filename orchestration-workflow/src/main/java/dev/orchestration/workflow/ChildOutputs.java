package dev.orchestration.workflow;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Json;
import dev.orchestration.state.LargeOutput;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import dev.orchestration.workflow.definition.WorkflowStep;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What an execution gives the step that waited for it. */
final class ChildOutputs {
    private ChildOutputs() {}

    /** By its name, the output of each step that no other depends on; those of {@code finally} give nothing. */
    static Map<String, Object> of(Executions executions, ExecutionId id) {
        ExecutionRow row = executions.require(id);
        WorkflowDefinition definition = executions.definition(row);
        ExecutionState state = executions.state(row, definition);
        Set<String> needed = new HashSet<>();
        definition.steps().forEach(step -> needed.addAll(step.dependencies()));
        Map<String, Object> outputs = new LinkedHashMap<>();
        for (int node = 0; node < definition.firstFinal(); node++) {
            WorkflowStep step = definition.steps().get(node);
            if (!needed.contains(step.name())) {
                Json.putNullable(outputs, step.name(), LargeOutput.valueOf(state.output(node)));
            }
        }
        return outputs;
    }
}
