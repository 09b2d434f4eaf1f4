package dev.orchestration.workflow;

import dev.orchestration.state.OrchestrationException;
import dev.orchestration.workflow.definition.SubWorkflows;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import dev.orchestration.workflow.definition.WorkflowStep;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How long the workflows take that steps run, as far as their files tell: the length of their critical paths. Immutable.
 *
 * @param planner plans them
 */
public record ChildLengths(WorkflowPlanner planner, Definitions definitions) {
    /**
     * By the name of a step, how long what it runs is expected to take; steps that have an estimate, and those whose file is
     * not known or not sound, are not in it.
     *
     * @param file of the definition
     */
    public Map<String, Duration> of(WorkflowDefinition definition, Path file) {
        return of(definition, file, 0);
    }

    private Map<String, Duration> of(WorkflowDefinition definition, Path file, int depth) {
        Map<String, Duration> lengths = new LinkedHashMap<>();
        for (WorkflowStep step : definition.steps()) {
            boolean runs = step.task().action().toString().equals("workflow.run");
            boolean known = runs
                    && depth < ChildExecutions.DEEPEST
                    && step.task().estimate() == null
                    && step.task().parameters().get("workflow") instanceof String word
                    && SubWorkflows.isFile(word)
                    && !word.contains("{{");
            if (known) {
                Path child = file.resolveSibling(
                        String.valueOf(step.task().parameters().get("workflow")));
                length(child, depth + 1).ifPresent(length -> lengths.put(step.name(), length));
            }
        }
        return lengths;
    }

    private Optional<Duration> length(Path file, int depth) {
        try {
            WorkflowDefinition definition = definitions.load(file, Optional.empty());
            return Optional.of(planner.plan(definition, Map.of(), of(definition, file, depth))
                    .criticalPath()
                    .length());
        } catch (OrchestrationException e) { // the run will tell; for a plan it is one more thing that is not known
            return Optional.empty();
        }
    }
}
