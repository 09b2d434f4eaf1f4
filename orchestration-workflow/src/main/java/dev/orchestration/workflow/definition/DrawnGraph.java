package dev.orchestration.workflow.definition;

import dev.orchestration.workflow.dag.WorkflowDAG;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A workflow as people look at it: its steps, and behind them what undoes some. Immutable. */
public final class DrawnGraph {
    private static final String RUNS = "workflow.run";

    private DrawnGraph() {}

    /** Nodes are in the order of {@link WorkflowDefinition#nodeNames}; what undoes a step hangs on that step. */
    public static WorkflowDAG of(WorkflowDefinition definition) {
        return of(definition, definition.nodeNames());
    }

    /** The same, where a step that runs another workflow is labelled with that, as far as the file says which. */
    public static WorkflowDAG labelled(WorkflowDefinition definition) {
        List<String> labels = new ArrayList<>(definition.nodeNames());
        Set<String> taken = new HashSet<>(labels);
        for (int step = 0; step < definition.steps().size(); step++) {
            Optional<String> other = runs(definition.steps().get(step));
            if (other.isPresent()) {
                String label = labels.get(step) + " (runs " + other.get() + ")";
                if (taken.add(label)) {
                    labels.set(step, label);
                }
            }
        }
        return of(definition, labels);
    }

    /** Which workflow the step runs: a file or a name, as written; empty if it runs none. */
    public static Optional<String> runs(WorkflowStep step) {
        return step.task().action().toString().equals(RUNS) && step.parameters().get("workflow") instanceof String other
                ? Optional.of(other)
                : Optional.empty();
    }

    private static WorkflowDAG of(WorkflowDefinition definition, List<String> names) {
        List<WorkflowStep> steps = definition.steps();
        List<List<String>> dependencies = new ArrayList<>();
        WorkflowDAG graph = definition.graph();
        for (int step = 0; step < steps.size(); step++) {
            List<String> above = new ArrayList<>();
            graph.dependencies(step, each -> above.add(names.get(each)));
            dependencies.add(above);
        }
        for (int step = 0; step < steps.size(); step++) {
            if (steps.get(step).compensate() != null) {
                dependencies.add(List.of(names.get(step)));
            }
        }
        return WorkflowDAG.of(names, dependencies);
    }
}
