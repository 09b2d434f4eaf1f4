package dev.orchestration.workflow.parallel;

import dev.orchestration.workflow.dag.DAGTask;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tasks to run together, as {@code WorkflowManager.executeParallelWorkflow} takes them. Immutable.
 *
 * @param dependencies by task, beside those that the tasks name themselves
 * @param maxParallel tasks at once
 */
public record ParallelWorkflow(List<DAGTask> tasks, Map<String, List<String>> dependencies, int maxParallel) {
    public ParallelWorkflow {
        tasks = List.copyOf(tasks);
        Map<String, List<String>> copy = new LinkedHashMap<>();
        dependencies.forEach((task, names) -> copy.put(task, List.copyOf(names)));
        dependencies = Map.copyOf(copy);
    }

    /** With as many tasks at once as an executor has workers where nothing is said. */
    public static ParallelWorkflow of(List<DAGTask> tasks, Map<String, List<String>> dependencies) {
        return new ParallelWorkflow(tasks, dependencies, ParallelSettings.DEFAULT_WORKERS);
    }

    /**
     * Reads the JSON form: <code>{tasks: [{name, module, action, parameters, dependencies, timeout}], dependencies: {task →
     * [tasks]}, max_parallel}</code>, of which only the tasks with name, module and action must be there.
     *
     * @throws dev.orchestration.state.OrchestrationException ({@code BAD_PARAMETERS}) with all that is wrong with the form
     */
    public static ParallelWorkflow fromMap(Map<String, ?> json) {
        return ParallelForm.read(json);
    }
}
