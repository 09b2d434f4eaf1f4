package dev.orchestration.workflow.definition;

import dev.orchestration.state.Nearest;
import dev.orchestration.state.Quoted;
import dev.orchestration.tasks.action.ActionDescriptor;
import dev.orchestration.tasks.action.ActionKind;
import dev.orchestration.tasks.action.ActionName;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.workflow.expression.Template;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares steps with the actions that a registry knows. */
final class ActionCheck {
    private final ActionRegistry registry;
    private final Set<String> workflowParameters;
    private final SchemaFaults schemas;
    private final Nearest nearest;

    ActionCheck(ActionRegistry registry, Set<String> workflowParameters, SchemaFaults schemas) {
        this.registry = registry;
        this.workflowParameters = workflowParameters;
        this.schemas = schemas;
        this.nearest =
                new Nearest(registry.names().stream().map(ActionName::toString).toList());
    }

    void check(StepDraft draft) {
        StepDraft undoing = draft.compensate();
        if (undoing != null) {
            check(undoing);
            rejectWait(undoing);
        }
        if (!draft.hasAction()) {
            return;
        }
        ActionName name = draft.task().action();
        registry.find(name)
                .ifPresentOrElse(
                        entry -> check(draft, entry.descriptor()),
                        () -> draft.fields()
                                .error(
                                        FaultCode.UNKNOWN_ACTION,
                                        "action",
                                        draft.fields().owner() + " asks for the action " + Quoted.of(name.toString())
                                                + ", which is not registered" + nearest.suggestion(name.toString())));
    }

    /** What is undone shall be so when the next turn comes. */
    private void rejectWait(StepDraft undoing) {
        boolean waits = registry.find(undoing.task().action())
                .filter(entry -> entry.descriptor().kind() == ActionKind.WAIT)
                .isPresent();
        if (waits) {
            undoing.fields()
                    .error(
                            FaultCode.NOT_SUPPORTED_YET,
                            "action",
                            undoing.fields().owner() + " waits without doing work, so it undoes nothing");
        }
    }

    private void check(StepDraft draft, ActionDescriptor action) {
        for (String key : new String[] {"sets", "success", "until", "cache"}) {
            if (action.kind() == ActionKind.WAIT && draft.fields().has(key)) {
                draft.fields()
                        .error(
                                FaultCode.NOT_FOR_A_WAIT,
                                key,
                                draft.fields().owner() + " waits without doing work, so it cannot have '" + key
                                        + "'; say it on a step after it");
            }
        }
        boolean waits = action.kind() == ActionKind.WAIT || action.kind() == ActionKind.CHILD;
        boolean holds = !draft.task().resources().isEmpty()
                || !draft.task().resourcesByType().isEmpty();
        if (waits && holds) {
            draft.fields()
                    .error(
                            FaultCode.RESOURCES_ON_WAIT,
                            "resources",
                            draft.fields().owner() + " waits without doing work, so it cannot hold resources");
        }
        SourceNode written = draft.fields().node("parameters");
        if (action.kind() == ActionKind.WAIT && written instanceof SourceMap said) {
            WaitCheck.check(draft, said, schemas);
        }
        boolean readable = written == null || written instanceof SourceMap;
        if (readable && !action.parameters().isEmpty()) {
            Map<String, Object> value =
                    ActionParameters.withDefaults(draft.task().parameters(), action.parameters(), workflowParameters);
            if (written instanceof SourceMap map) {
                value.keySet().removeAll(tellUnknown(draft, map, action));
            }
            SourceNode source = written == null ? new SourceMap(draft.fields().place("action"), Map.of()) : written;
            schemas.check(
                    TemplatedSchema.loosened(action.parameters(), value),
                    value,
                    source,
                    "parameters of " + draft.fields().owner());
        }
        if (written instanceof SourceMap map) {
            action.shellTexts().forEach(key -> shellText(draft, key, map.get(key)));
        }
    }

    /** Parameters that an action certainly does not have, each told where it stands. */
    private static Set<String> tellUnknown(StepDraft draft, SourceMap written, ActionDescriptor action) {
        Map<String, Object> schema = action.parameters();
        if (!Boolean.FALSE.equals(schema.get("additionalProperties"))
                || schema.containsKey("patternProperties")
                || !(schema.get("properties") instanceof Map<?, ?> properties)) {
            return Set.of();
        }
        List<String> known = properties.keySet().stream().map(String::valueOf).toList();
        Set<String> unknown = new LinkedHashSet<>(written.entries().keySet());
        unknown.removeAll(known);
        for (String key : unknown) {
            draft.fields()
                    .faults()
                    .error(
                            FaultCode.BAD_PARAMETERS,
                            java.util.Objects.requireNonNull(written.entries().get(key))
                                    .key(),
                            draft.fields().owner() + ": the action " + action.name() + " has no parameter "
                                    + Quoted.of(key) + Nearest.suggestionOrKnown(key, known));
        }
        return unknown;
    }

    private static void shellText(StepDraft draft, String key, @Nullable SourceNode written) {
        String problem = written != null && written.json() instanceof String text ? Template.shellProblem(text) : null;
        if (problem != null) {
            draft.fields()
                    .error(
                            FaultCode.BAD_TEMPLATE,
                            "parameters",
                            key + " of " + draft.fields().owner() + ": " + problem);
        }
    }
}
