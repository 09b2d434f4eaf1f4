package dev.orchestration.app;

import dev.orchestration.workflow.definition.WorkflowDefinition;
import dev.orchestration.workflow.definition.WorkflowStep;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The steps on which nothing depends: their outputs are the workflow's. */
final class FinalSteps {
    private FinalSteps() {}

    /** In the order of declaration. */
    static List<String> of(WorkflowDefinition definition) {
        Set<String> needed = new HashSet<>();
        definition.steps().forEach(step -> needed.addAll(step.dependencies()));
        return definition.steps().stream()
                .map(WorkflowStep::name)
                .filter(name -> !needed.contains(name))
                .toList();
    }
}
