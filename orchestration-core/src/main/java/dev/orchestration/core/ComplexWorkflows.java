package dev.orchestration.core;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Json;
import dev.orchestration.state.Nearest;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads workflows that come as data: as in a file, and besides with the edges apart, {@code dependencies: {step: [steps]}}.
 * Thread-safe.
 */
final class ComplexWorkflows {
    private static final String DEPENDENCIES = "dependencies";

    private final Definitions definitions;

    @Inject
    ComplexWorkflows(Definitions definitions) {
        this.definitions = definitions;
    }

    /** @throws OrchestrationException ({@code DEFINITION_INVALID}) with every fault, ({@code NOT_JSON}) */
    WorkflowDefinition read(Map<String, ?> workflow) {
        Map<String, @Nullable Object> whole = new LinkedHashMap<>(workflow);
        Object edges = whole.remove(DEPENDENCIES);
        if (edges != null) {
            whole.put("steps", joined(whole.get("steps"), edges));
        }
        String name = String.valueOf(whole.get("name"));
        return definitions.parse(Json.write(Json.freeze(whole, name)), name);
    }

    /** The steps, each with the edges that stand apart beside those that it has. */
    private static List<Object> joined(@Nullable Object steps, Object edges) {
        if (!(edges instanceof Map<?, ?> byStep) || !(steps instanceof List<?> list)) {
            throw invalid("dependencies is to be an object of step names, each with the list of steps it depends on");
        }
        Set<String> names = new LinkedHashSet<>();
        List<Object> joined = new ArrayList<>();
        for (Object step : list) {
            if (step instanceof Map<?, ?> fields) {
                names.add(String.valueOf(fields.get("name")));
                joined.add(withEdges(fields, byStep.get(fields.get("name"))));
            } else {
                joined.add(step);
            }
        }
        for (Object step : byStep.keySet()) {
            String text = String.valueOf(step);
            if (!names.contains(text)) {
                throw invalid("dependencies names the step " + Quoted.of(text) + ", which there is not"
                        + Nearest.suggestionOrKnown(text, List.copyOf(names)));
            }
        }
        return joined;
    }

    private static Map<Object, Object> withEdges(Map<?, ?> step, @Nullable Object more) {
        Map<Object, Object> fields = new LinkedHashMap<>(step);
        if (more != null) {
            Set<Object> all = new LinkedHashSet<>();
            if (step.get(DEPENDENCIES) instanceof List<?> own) {
                all.addAll(own);
            }
            if (!(more instanceof List<?> added)) {
                throw invalid("dependencies of the step " + Quoted.of(String.valueOf(step.get("name")))
                        + " is to be a list of step names");
            }
            all.addAll(added);
            fields.put(DEPENDENCIES, new ArrayList<>(all));
        }
        return fields;
    }

    private static OrchestrationException invalid(String fault) {
        return new OrchestrationException(ErrorCode.DEFINITION_INVALID, fault);
    }
}
