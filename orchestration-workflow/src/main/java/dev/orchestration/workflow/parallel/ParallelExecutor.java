package dev.orchestration.workflow.parallel;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.workflow.dag.DAGTask;
import dev.orchestration.workflow.dag.WorkflowDAG;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tasks of a graph here and now, each as soon as what it depends on has completed and a worker is free: the
 * engine's own loop with nothing recorded.
 *
 * <ul>
 *   <li>A task that fails does not stop those that do not depend on it. One of whose dependencies did not complete does not
 *       run; its result is cancelled and names the dependency. Nothing is tried twice.
 *   <li>A task whose timeout passes is interrupted. One that ignores that is left behind after ten seconds: its worker is
 *       given to others, its thread runs on.
 *   <li>Results are JSON, as those of every action. Tasks hand values on through {@code ctx.context()}: what a task sets is
 *       there for those that start after it has completed.
 *   <li>A task of an executor cannot use that same executor: it would wait for itself.
 * </ul>
 *
 * <p>Thread-safe: several threads may call at once; their tasks share the workers. Threads are started with the first call.
 */
public final class ParallelExecutor implements AutoCloseable {
    private final ParallelSettings settings;

    @GuardedBy("this")
    private @Nullable Crew crew;

    @GuardedBy("this")
    private boolean closed;

    /** An executor with {@value ParallelSettings#DEFAULT_WORKERS} workers and the standard actions. */
    public ParallelExecutor() {
        this(ParallelSettings.standard());
    }

    /** An executor that knows the built-in actions and those of providers on the class path. */
    public ParallelExecutor(int maxWorkers) {
        this(ParallelSettings.standard().withMaxWorkers(maxWorkers));
    }

    /** An executor that knows {@code actions} and no others. */
    public ParallelExecutor(int maxWorkers, ActionRegistry actions) {
        this(ParallelSettings.with(actions).withMaxWorkers(maxWorkers));
    }

    public ParallelExecutor(ParallelSettings settings) {
        this.settings = settings;
    }

    /** As {@link #executeTasks(List, Map, Duration)}, with the dependencies that the tasks name themselves. */
    public Map<String, ExecutionResult> executeTasks(List<DAGTask> tasks) {
        return executeTasks(tasks, Map.of());
    }

    /** As {@link #executeTasks(List, Map, Duration)}, with the executor's timeout for the call. */
    public Map<String, ExecutionResult> executeTasks(
            List<DAGTask> tasks, Map<String, ? extends List<String>> dependencies) {
        return executeTasks(tasks, dependencies, settings.callTimeout());
    }

    /**
     * Runs the tasks and waits for all of them.
     *
     * @param dependencies by task, beside those that the tasks name themselves
     * @param timeout of this call, null for none: when it passes, what runs is interrupted and nothing more starts
     * @return the results by name, in the order of {@code tasks}
     * @throws dev.orchestration.workflow.dag.DAGValidationException with every fault of the graph, before anything has run
     * @throws OrchestrationException before anything has run: {@code UNKNOWN_ACTION} naming all that are unknown, {@code
     *     BAD_PARAMETERS} naming all that an action's schema refuses, {@code WRONG_STATE} if a task of this executor
     *     calls; {@code CLOSED} if the executor is closed, or if the calling thread is interrupted while it waits, in
     *     which case the tasks are cancelled
     */
    public Map<String, ExecutionResult> executeTasks(
            List<DAGTask> tasks, Map<String, ? extends List<String>> dependencies, @Nullable Duration timeout) {
        ParallelSettings.requireTimeout(timeout);
        WorkflowDAG dag = WorkflowDAG.of(tasks, dependencies);
        dag.requireValid();
        TaskCode code = TaskCode.of(dag, settings.actions());
        Inside.refuse(this, "executeTasks");
        return crew().run(new Call(this, settings, dag, code, timeout));
    }

    private synchronized Crew crew() {
        if (closed) {
            throw closed();
        }
        if (crew == null) {
            crew = Crew.start(settings);
        }
        return crew;
    }

    static OrchestrationException closed() {
        return new OrchestrationException(ErrorCode.CLOSED, "the executor is closed; make another one");
    }

    /**
     * Interrupts what still runs and waits for it, at most 15 seconds; calls that still wait get their results, with what
     * did not complete as cancelled. Idempotent.
     *
     * @throws OrchestrationException ({@code WRONG_STATE}) if a task of this executor calls
     */
    @Override
    public void close() {
        Inside.refuse(this, "close");
        Crew last;
        synchronized (this) {
            closed = true;
            last = crew;
            crew = null;
        }
        if (last != null) {
            last.close();
        }
    }
}
