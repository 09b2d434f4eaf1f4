package dev.orchestration.workflow.definition;

import dev.orchestration.tasks.TaskSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A step as it was read, sound or not, before it is compared with the others.
 *
 * @param name null where it is missing or no text
 * @param hasAction whether the action is known at least by name
 * @param dependencies declared names and where each stands
 * @param reads the steps whose output its templates and conditions read, and where
 * @param task with stand-ins for what was faulty
 * @param compensate what undoes it, null for nothing
 */
record StepDraft(
        Fields fields,
        @Nullable String name,
        boolean hasAction,
        Map<String, Place> dependencies,
        Map<String, Place> reads,
        TaskSpec task,
        @Nullable String runIf,
        SuccessCriteria success,
        Map<String, Object> sets,
        Repeats repeats,
        @Nullable StepCache cache,
        @Nullable StepDraft compensate) {
    /** Declared and implied dependencies. */
    List<String> allDependencies() {
        if (dependencies.isEmpty() && reads.isEmpty()) {
            return List.of();
        }
        List<String> all = new ArrayList<>(dependencies.keySet());
        for (String step : reads.keySet()) {
            if (!dependencies.containsKey(step)) {
                all.add(step);
            }
        }
        return List.copyOf(all);
    }

    WorkflowStep step() {
        WorkflowStep undoing = compensate == null ? null : compensate.step();
        return new WorkflowStep(task, allDependencies(), runIf, success, sets, repeats, cache, undoing);
    }
}
