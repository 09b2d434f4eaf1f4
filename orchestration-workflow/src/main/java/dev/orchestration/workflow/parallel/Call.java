package dev.orchestration.workflow.parallel;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.journal.StoredDefinition;
import dev.orchestration.tasks.OnInterrupt;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.RetryPolicy;
import dev.orchestration.tasks.RunOn;
import dev.orchestration.tasks.TaskPriority;
import dev.orchestration.tasks.TaskSpec;
import dev.orchestration.tasks.action.Action;
import dev.orchestration.tasks.action.ActionKind;
import dev.orchestration.tasks.action.ActionName;
import dev.orchestration.tasks.action.Durations;
import dev.orchestration.tasks.decide.AttemptWork;
import dev.orchestration.tasks.decide.ExecutionPlan;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.Rules;
import dev.orchestration.tasks.decide.SelectionPolicy;
import dev.orchestration.tasks.orchestrator.Hosting;
import dev.orchestration.tasks.orchestrator.SessionLimits;
import dev.orchestration.workflow.dag.DAGTask;
import dev.orchestration.workflow.dag.WorkflowDAG;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call of an executor, in the words of the engine: a plan and its rules. Immutable. */
final class Call implements Rules {
    static final String NAME = "parallel";

    /** What code is called that no registry knows; one name for all of it, as the engine remembers each how long it takes. */
    private static final ActionName CODE = new ActionName("host", "code");

    private final ParallelExecutor executor;
    private final ParallelSettings settings;
    private final WorkflowDAG dag;
    private final TaskCode code;
    private final @Nullable Duration timeout;

    /** @param timeout of the call as a whole, null for none */
    Call(
            ParallelExecutor executor,
            ParallelSettings settings,
            WorkflowDAG dag,
            TaskCode code,
            @Nullable Duration timeout) {
        this.executor = executor;
        this.settings = settings;
        this.dag = dag;
        this.code = code;
        this.timeout = timeout;
    }

    WorkflowDAG dag() {
        return dag;
    }

    @Nullable
    Duration timeout() {
        return timeout;
    }

    Hosting hosting() {
        List<TaskSpec> specs = new ArrayList<>(dag.size());
        List<int[]> dependencies = new ArrayList<>(dag.size());
        for (int node = 0; node < dag.size(); node++) {
            specs.add(spec(dag.tasks().get(node)));
            dependencies.add(dependencies(node));
        }
        ExecutionPlan plan = new ExecutionPlan(specs, dependencies);
        return new Hosting(
                plan,
                this,
                new StoredDefinition("", NAME, "{}", dag.names()),
                SelectionPolicy.of(OrchestrationMode.PARALLEL, plan),
                settings.maxWorkers(),
                timeout,
                settings.directory(),
                new SessionLimits(new SessionId(NAME), settings.maxWorkers(), Integer.MAX_VALUE));
    }

    private int[] dependencies(int node) {
        int[] dependencies = new int[dag.inDegree(node)];
        int[] count = new int[1];
        dag.dependencies(node, dependency -> dependencies[count[0]++] = dependency);
        return dependencies;
    }

    private TaskSpec spec(DAGTask task) {
        Duration own = task.timeout();
        return new TaskSpec(
                task.name(),
                task.code() == null ? task.actionName() : CODE,
                task.parameters(),
                TaskPriority.NORMAL,
                RetryPolicy.none(),
                own == null ? settings.taskTimeout() : own,
                List.of(),
                RunOn.SUCCESS,
                true,
                false,
                OnInterrupt.RERUN,
                null);
    }

    @Override
    public boolean mayRun(int node, ExecutionState state) {
        return true;
    }

    @Override
    public ActionKind kind(int node) {
        return code.kind(node);
    }

    @Override
    public Duration waitingTime(int node, ExecutionState state) {
        try {
            return Durations.parse(dag.tasks().get(node).parameters().get("duration"));
        } catch (IllegalArgumentException e) {
            throw new OrchestrationException(ErrorCode.BAD_PARAMETERS, "parameter duration: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean stopsOnFailure() {
        return false;
    }

    @Override
    public AttemptWork prepare(int node, ExecutionState state) {
        DAGTask task = dag.tasks().get(node);
        Action action = code.action(node);
        return frame -> Json.freeze(Inside.run(executor, action, frame.with(task.parameters())), "the result");
    }
}
