package dev.orchestration.workflow;

import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.workflow.definition.SuccessCriteria;
import dev.orchestration.workflow.definition.WorkflowStep;
import dev.orchestration.workflow.expression.Condition;
import dev.orchestration.workflow.expression.Names;
import dev.orchestration.workflow.expression.Template;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A step with its texts compiled: what a worker needs of the definition. Immutable. */
final class StepProgram {
    private final WorkflowStep step;
    private final ActionRegistry.Entry action;
    private final Template parameters;
    private final @Nullable Condition runIf;
    private final @Nullable Condition success;
    private final Template files;
    private final Map<String, Template> sets = new LinkedHashMap<>();
    private final Set<String> references = new LinkedHashSet<>();

    StepProgram(WorkflowStep step, ActionRegistry.Entry action, Names names) {
        SuccessCriteria criteria = step.success();
        this.step = step;
        this.action = action;
        this.parameters = Template.of(step.task().parameters(), names);
        this.runIf = condition(step.runIf(), names);
        this.success = condition(criteria.expression(), names);
        this.files = Template.of(criteria.filesExist(), names);
        references.addAll(parameters.steps());
        references.addAll(files.steps());
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

    Template parameters() {
        return parameters;
    }

    @Nullable
    Condition runIf() {
        return runIf;
    }

    @Nullable
    Condition success() {
        return success;
    }

    /** The paths of {@code success.files_exist}. */
    Template files() {
        return files;
    }

    Map<String, Template> sets() {
        return sets;
    }

    /** The steps whose outputs any text of this step names. */
    Set<String> references() {
        return references;
    }
}
