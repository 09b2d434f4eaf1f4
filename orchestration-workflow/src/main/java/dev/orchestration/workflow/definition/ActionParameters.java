package dev.orchestration.workflow.definition;

import dev.orchestration.state.Nearest;
import dev.orchestration.state.Quoted;
import dev.orchestration.tasks.TaskSpec;
import dev.orchestration.tasks.action.ActionDescriptor;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.workflow.expression.SchemaCheck;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether what the steps of a definition give to their actions fits those that are registered by now. {@link ActionCheck}
 * says the same of a definition while it is read, with the places; this is for one that was read before its actions were
 * registered. Thread-safe.
 */
public final class ActionParameters {
    private final ActionRegistry actions;

    public ActionParameters(ActionRegistry actions) {
        this.actions = actions;
    }

    /** Every fault; what is a template is not known yet, and fits. */
    public List<String> faults(WorkflowDefinition definition) {
        Set<String> parameters = definition.parameters().keySet();
        List<String> faults = new ArrayList<>();
        definition.steps().forEach(step -> addFaults(step.task(), parameters, faults));
        definition.compensations().forEach(undoing -> addFaults(undoing.task(), parameters, faults));
        return faults;
    }

    private void addFaults(TaskSpec task, Set<String> parameters, List<String> faults) {
        actions.find(task.action())
                .map(entry -> entry.descriptor())
                .filter(action -> !action.parameters().isEmpty())
                .ifPresent(action -> addFaults(task, action, parameters, faults));
    }

    private static void addFaults(TaskSpec task, ActionDescriptor action, Set<String> parameters, List<String> faults) {
        Map<String, Object> value = withDefaults(task.parameters(), action.parameters(), parameters);
        String owner = "step " + task.name();
        for (String key : unknown(task.parameters(), action.parameters())) {
            List<String> known = names(action.parameters());
            faults.add(owner + ": the action " + action.name() + " has no parameter " + Quoted.of(key)
                    + Nearest.suggestionOrKnown(key, known));
            value.remove(key);
        }
        SchemaCheck.check(TemplatedSchema.loosened(action.parameters(), value), value)
                .forEach(fault -> faults.add("parameters of " + owner + ": " + fault));
    }

    /** Those that an action certainly does not have. */
    static Set<String> unknown(Map<String, Object> written, Map<String, Object> schema) {
        boolean closed = Boolean.FALSE.equals(schema.get("additionalProperties"))
                && !schema.containsKey("patternProperties")
                && schema.get("properties") instanceof Map;
        Set<String> unknown = new TreeSet<>();
        if (closed) {
            unknown.addAll(written.keySet());
            names(schema).forEach(unknown::remove);
        }
        return unknown;
    }

    private static List<String> names(Map<String, Object> schema) {
        return schema.get("properties") instanceof Map<?, ?> properties
                ? properties.keySet().stream().map(String::valueOf).toList()
                : List.of();
    }

    /** A parameter of the workflow is the default of a step's parameter of the same name; its value is not known yet. */
    static Map<String, Object> withDefaults(
            Map<String, Object> written, Map<String, Object> schema, Set<String> parameters) {
        Map<String, Object> value = new LinkedHashMap<>(written);
        if (schema.get("properties") instanceof Map<?, ?> properties) {
            for (String parameter : parameters) {
                if (properties.containsKey(parameter)) {
                    value.putIfAbsent(parameter, "{{" + parameter + "}}");
                }
            }
        }
        return value;
    }
}
