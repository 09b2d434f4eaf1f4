package dev.orchestration.workflow.definition;

import dev.orchestration.state.Json;
import dev.orchestration.tasks.OnInterrupt;
import dev.orchestration.tasks.RetryPolicy;
import dev.orchestration.tasks.RunOn;
import dev.orchestration.tasks.TaskPriority;
import dev.orchestration.tasks.TaskSpec;
import dev.orchestration.tasks.action.ActionName;
import java.time.Duration;
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
    public static String compensationName(String step) {
        return step + COMPENSATION;
    }

    /** The step of whose compensation this may be the name, null if it cannot be one. */
    static @Nullable String compensated(String name) {
        return name.endsWith(COMPENSATION) ? name.substring(0, name.length() - COMPENSATION.length()) : null;
    }

    /**
     * A step as one begins to make it in code: required, run once, tried once, without a timeout. The definition that it becomes
     * part of says whether it is sound.
     *
     * @param parameters JSON, whose texts may hold templates
     * @param dependencies names of steps; those that templates imply are added
     * @throws dev.orchestration.state.OrchestrationException ({@code NOT_JSON}) if the parameters are no JSON
     */
    public static WorkflowStep of(
            String name, String module, String action, Map<String, ?> parameters, List<String> dependencies) {
        TaskSpec task = new TaskSpec(
                name,
                new ActionName(module, action),
                Json.freezeMap(parameters, "parameters of step " + name),
                TaskPriority.NORMAL,
                RetryPolicy.none(),
                null,
                List.of(),
                RunOn.SUCCESS,
                true,
                false,
                OnInterrupt.RERUN,
                null);
        return new WorkflowStep(
                task, List.copyOf(dependencies), null, SuccessCriteria.NONE, Map.of(), Repeats.ONCE, null, null);
    }

    /** The same, which runs only if this condition holds; null for always. */
    public WorkflowStep withRunIf(@Nullable String condition) {
        return new WorkflowStep(
                task(task.retry(), task.timeout(), task.required(), condition != null),
                dependencies,
                condition,
                success,
                sets,
                repeats,
                cache,
                compensate);
    }

    /** The same, whose failure fails the workflow, or does not. */
    public WorkflowStep withRequired(boolean required) {
        return with(task(task.retry(), task.timeout(), required, task.conditional()));
    }

    /** The same with this timeout of each attempt, null for none. */
    public WorkflowStep withTimeout(@Nullable Duration timeout) {
        return with(task(task.retry(), timeout, task.required(), task.conditional()));
    }

    /** The same with so many attempts after the first, and the usual backoff. */
    public WorkflowStep withRetries(int retries) {
        return with(task(RetryPolicy.of(retries), task.timeout(), task.required(), task.conditional()));
    }

    private WorkflowStep with(TaskSpec other) {
        return new WorkflowStep(other, dependencies, runIf, success, sets, repeats, cache, compensate);
    }

    private TaskSpec task(RetryPolicy retry, @Nullable Duration timeout, boolean required, boolean conditional) {
        return new TaskSpec(
                task.name(),
                task.action(),
                task.parameters(),
                task.priority(),
                retry,
                timeout,
                task.resources(),
                task.runOn(),
                required,
                conditional,
                task.onInterrupt(),
                task.estimate(),
                task.heartbeatTimeout(),
                task.resourcesByType(),
                task.repetition());
    }

    public String name() {
        return task.name();
    }

    public String module() {
        return task.action().module();
    }

    public String action() {
        return task.action().action();
    }

    /** As written: JSON whose texts may hold templates. */
    public Map<String, Object> parameters() {
        return task.parameters();
    }

    /** Whether its failure fails the workflow. */
    public boolean required() {
        return task.required();
    }

    /** Of each attempt, null for none. */
    public @Nullable Duration timeout() {
        return task.timeout();
    }

    /** How many attempts may follow the first. */
    public int retries() {
        return task.retry().maxRetries();
    }
}
