package dev.orchestration.workflow.definition;

import dev.orchestration.tasks.TaskSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One step of a definition.
 *
 * @param task what the kernel knows of it; its name is the step's
 * @param dependencies names of steps, declared ones first, then those that templates imply; no duplicates
 * @param runIf the condition, null for none
 * @param success what must hold for an attempt to count
 * @param sets context keys (as written) and the values, which may hold templates, that are written on success
 * @param repeats for which elements, and until when, it runs
 * @param cache when its output may be one that was kept, null for never
 * @param compensate what undoes it, null for nothing: a step without dependencies that runs only where the execution failed
 */
public record WorkflowStep(
        TaskSpec task,
        List<String> dependencies,
        @Nullable String runIf,
        SuccessCriteria success,
        Map<String, Object> sets,
        Repeats repeats,
        @Nullable StepCache cache,
        @Nullable WorkflowStep compensate) {
    /** Behind the name of a step: what its compensation is called. */
    private static final String COMPENSATION = "~compensate";

    /** What the compensation of a step is called; no step of the definition may have such a name. */
    static String compensationName(String step) {
        return step + COMPENSATION;
    }

    /** The step of whose compensation this may be the name, null if it cannot be one. */
    static @Nullable String compensated(String name) {
        return name.endsWith(COMPENSATION) ? name.substring(0, name.length() - COMPENSATION.length()) : null;
    }

    public String name() {
        return task.name();
    }
}
