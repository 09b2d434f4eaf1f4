package dev.orchestration.workflow.definition;

import dev.orchestration.workflow.dag.WorkflowDAG;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether steps with different names make a graph that can be carried out; {@link DependencyCheck} tells what is wrong. */
final class StepLinks {
    private StepLinks() {}

    /** Whether every dependency is a step, and no step depends on itself, over whatever others. Linear. */
    static boolean areSound(List<WorkflowStep> steps) {
        if (steps.stream().allMatch(step -> step.dependencies().isEmpty())) {
            return true;
        }
        Map<String, Integer> places = new HashMap<>(steps.size() * 2);
        steps.forEach(step -> places.put(step.name(), places.size()));
        boolean ahead = false;
        for (int place = 0; place < steps.size(); place++) {
            for (String name : steps.get(place).dependencies()) {
                Integer dependency = places.get(name);
                if (dependency == null || dependency == place) {
                    return false;
                }
                ahead |= dependency > place;
            }
        }
        return !ahead || isAcyclic(steps);
    }

    private static boolean isAcyclic(List<WorkflowStep> steps) {
        return WorkflowDAG.of(
                        steps.stream().map(WorkflowStep::name).toList(),
                        steps.stream().map(WorkflowStep::dependencies).toList())
                .validate()
                .isEmpty();
    }
}
