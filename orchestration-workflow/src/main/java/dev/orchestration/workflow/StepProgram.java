package dev.orchestration.workflow;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.workflow.definition.StepCache;
import dev.orchestration.workflow.definition.SuccessCriteria;
import dev.orchestration.workflow.definition.WorkflowStep;
import dev.orchestration.workflow.expression.Condition;
import dev.orchestration.workflow.expression.Names;
import dev.orchestration.workflow.expression.SchemaCheck;
import dev.orchestration.workflow.expression.SchemaFault;
import dev.orchestration.workflow.expression.Scope;
import dev.orchestration.workflow.expression.Template;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A step with its texts compiled: what a worker needs of the definition. Immutable. */
final class StepProgram {
    private static final String ACCEPTED = "accept_exit_codes";

    private final WorkflowStep step;
    private final ActionRegistry.Entry action;
    private final Template parameters;
    private final @Nullable Condition runIf;
    private final @Nullable Condition success;
    private final Template files;
    private final Template cacheKey;
    private final Template cacheFiles;
    private final @Nullable Template items;
    private final boolean itemsMayChange;
    private final @Nullable Condition until;
    private final Map<String, Template> sets = new LinkedHashMap<>();
    private final Set<String> references = new LinkedHashSet<>();

    /**
     * @param around what the condition and the list of the step may refer to
     * @param names what all its other texts may refer to: in a {@code for_each} also the element
     */
    StepProgram(WorkflowStep step, ActionRegistry.Entry action, Names around, Names names) {
        SuccessCriteria criteria = step.success();
        this.step = step;
        this.action = action;
        this.parameters =
                Template.of(step.task().parameters(), names, action.descriptor().shellTexts());
        this.runIf = condition(step.runIf(), around);
        this.success = condition(criteria.expression(), names);
        this.files = Template.of(criteria.filesExist(), names);
        StepCache cache = step.cache();
        this.cacheKey = Template.of(cache == null ? List.of() : cache.key(), names);
        this.cacheFiles = Template.of(cache == null ? List.of() : cache.files(), names);
        Object list = step.repeats().items();
        this.items = list == null ? null : Template.of(list, around);
        this.itemsMayChange = list != null && Json.write(list).contains("ctx");
        this.until = condition(step.repeats().until(), names);
        references.addAll(parameters.steps());
        references.addAll(files.steps());
        references.addAll(cacheKey.steps());
        references.addAll(cacheFiles.steps());
        step.sets().forEach((key, value) -> {
            Template template = Template.of(value, names);
            sets.put(key, template);
            references.addAll(template.steps());
        });
    }

    private @Nullable Condition condition(@Nullable String text, Names names) {
        if (text == null) {
            return null;
        }
        Condition condition = Condition.parse(text, names);
        references.addAll(condition.steps());
        return condition;
    }

    WorkflowStep step() {
        return step;
    }

    ActionRegistry.Entry action() {
        return action;
    }

    /**
     * The parameters at this moment, with parameters of the workflow as defaults for those of the same name: an action
     * without a schema gets all of them, one with a schema those it names.
     *
     * @throws OrchestrationException ({@code BAD_PARAMETERS}) if a template fails or the action's schema refuses them
     */
    Map<String, Object> parameters(Scope scope) {
        Map<String, Object> all = unchecked(scope);
        List<SchemaFault> faults = SchemaCheck.check(action.descriptor().parameters(), all);
        if (!faults.isEmpty()) {
            throw new OrchestrationException(
                    ErrorCode.BAD_PARAMETERS,
                    "parameters of " + action.descriptor().name() + ": "
                            + faults.stream().map(SchemaFault::toString).collect(Collectors.joining("; ")));
        }
        return Json.freezeMap(all, "parameters");
    }

    /** As {@link #parameters}, whatever the action's schema says to them. */
    Map<String, Object> unchecked(Scope scope) {
        Object rendered = parameters.render(scope);
        Map<String, Object> all = new LinkedHashMap<>(defaults(scope.parameters()));
        if (rendered instanceof Map<?, ?> map) {
            map.forEach((key, value) -> Json.putNullable(all, String.valueOf(key), value));
        }
        return all;
    }

    private Map<String, Object> defaults(Map<String, Object> workflowParameters) {
        Map<String, Object> defaults = new LinkedHashMap<>();
        boolean open = action.descriptor().parameters().isEmpty();
        workflowParameters.forEach((name, value) -> {
            if (open || names(name)) {
                Json.putNullable(defaults, name, value);
            }
        });
        if (!step.success().exitCodes().isEmpty() && judgesExitCodes()) {
            defaults.put(ACCEPTED, step.success().exitCodes());
        }
        return defaults;
    }

    /** Whether the action is told which exit codes mean success, and fails by itself on others. */
    boolean judgesExitCodes() {
        return names(ACCEPTED);
    }

    private boolean names(String parameter) {
        return action.descriptor().parameters().get("properties") instanceof Map<?, ?> known
                && known.containsKey(parameter);
    }

    @Nullable
    Condition runIf() {
        return runIf;
    }

    /** The list of {@code for_each}, null for a step that is none. */
    @Nullable
    Template items() {
        return items;
    }

    /** Whether the list might be another one when it is read again. */
    boolean itemsMayChange() {
        return itemsMayChange;
    }

    /** After which it runs no more, null for a step that does not repeat. */
    @Nullable
    Condition until() {
        return until;
    }

    @Nullable
    Condition success() {
        return success;
    }

    /** The paths of {@code success.files_exist}. */
    Template files() {
        return files;
    }

    /** What {@code cache.key} says. */
    Template cacheKey() {
        return cacheKey;
    }

    /** The paths of {@code cache.files}. */
    Template cacheFiles() {
        return cacheFiles;
    }

    Map<String, Template> sets() {
        return sets;
    }

    /** The steps whose outputs any text of this step names. */
    Set<String> references() {
        return references;
    }
}
