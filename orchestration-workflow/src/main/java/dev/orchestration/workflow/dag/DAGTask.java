package dev.orchestration.workflow.dag;

import dev.orchestration.state.Json;
import dev.orchestration.tasks.action.Action;
import dev.orchestration.tasks.action.ActionName;
import dev.orchestration.tasks.action.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A task of a graph: what it does and which tasks come before it. Immutable, if its code is.
 *
 * @param module of the action; {@code host} where code is given
 * @param action of the module; the task's name where code is given
 * @param dependencies names of tasks
 * @param parameters of the action as JSON, given to it as they are: no templates
 * @param code what to run in place of a registered action, null for that
 * @param timeout of this task, null for that of whoever runs it
 */
public record DAGTask(
        String name,
        String module,
        String action,
        List<String> dependencies,
        Map<String, Object> parameters,
        @Nullable Action code,
        @Nullable Duration timeout) {

    /**
     * Copies what could be changed.
     *
     * @throws dev.orchestration.state.OrchestrationException ({@code NOT_JSON}) if the parameters are no JSON
     * @throws IllegalArgumentException if the timeout is not above zero and at most 100 years
     */
    public DAGTask {
        if (timeout != null && (timeout.isZero() || timeout.isNegative() || timeout.compareTo(Durations.MAX) > 0)) {
            throw new IllegalArgumentException("the timeout of task " + name + " is " + timeout
                    + "; it must be above zero and at most " + Durations.MAX.toDays() + " days");
        }
        dependencies = List.copyOf(dependencies);
        parameters = parameters.isEmpty() ? Map.of() : Json.freezeMap(parameters, "parameters of task " + name);
    }

    /** A task that runs a registered action. */
    public static DAGTask of(
            String name, String module, String action, List<String> dependencies, Map<String, ?> parameters) {
        return new DAGTask(name, module, action, dependencies, Collections.unmodifiableMap(parameters), null, null);
    }

    /** A task that runs {@code code}, which is called on a worker thread. */
    public static DAGTask of(String name, List<String> dependencies, Action code) {
        return new DAGTask(name, "host", name, dependencies, Map.of(), code, null);
    }

    /** The same task with a timeout of its own. */
    public DAGTask withTimeout(Duration own) {
        return new DAGTask(name, module, action, dependencies, parameters, code, own);
    }

    /** The same task, which has to come after {@code more} too. */
    public DAGTask after(List<String> more) {
        List<String> all = new ArrayList<>(dependencies);
        all.addAll(more);
        return new DAGTask(name, module, action, all, parameters, code, timeout);
    }

    /** Module and action in one. */
    public ActionName actionName() {
        return new ActionName(module, action);
    }
}
