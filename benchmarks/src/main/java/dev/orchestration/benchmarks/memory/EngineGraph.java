package dev.orchestration.benchmarks.memory;

import dev.orchestration.benchmarks.work.Demands;
import dev.orchestration.benchmarks.work.PlanEngine;
import dev.orchestration.benchmarks.work.TaskGraph;
import dev.orchestration.benchmarks.work.TaskRules;
import dev.orchestration.benchmarks.work.Tasks;
import dev.orchestration.tasks.TaskSpec;
import dev.orchestration.tasks.decide.ExecutionPlan;
import dev.orchestration.workflow.dag.WorkflowDAG;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Ours: the whole way through the engine, from the submission of a plan to the end of its execution. Each run gets a new
 * engine, whose threads a small execution has started before the time begins: an engine in memory keeps what it recorded.
 */
final class EngineGraph implements Contestant {
    private static final TaskGraph SMALL = TaskGraph.layered(1_000);

    private final Tasks tasks;
    private final Demands demands;
    private final TaskRules rules;
    private final ExecutionPlan plan;
    private final Runner runner;
    private PlanEngine engine;
    private Hearer hearer = new Hearer();

    /** What is in the time. */
    private interface Runner {
        void run();
    }

    private EngineGraph(Tasks tasks, Demands demands, boolean named) throws IOException {
        this.tasks = tasks;
        this.demands = demands;
        this.rules = new TaskRules(tasks);
        List<TaskSpec> specs = demands.specs(tasks.graph().size());
        this.plan = new ExecutionPlan(specs, Arrays.asList(tasks.graph().dependencies()));
        this.engine = PlanEngine.inMemory(WORKERS);
        this.runner = named ? namedRunner(specs) : () -> engine.run(plan, rules, demands);
    }

    /** The plan is made before the time begins. */
    static EngineGraph planned(Tasks tasks, Demands demands) throws IOException {
        return new EngineGraph(tasks, demands, false);
    }

    /** The time begins with names: the graph is built, checked and planned in it. */
    static EngineGraph named(Tasks tasks, Demands demands) throws IOException {
        return new EngineGraph(tasks, demands, true);
    }

    private Runner namedRunner(List<TaskSpec> specs) {
        List<String> names = specs.stream().map(TaskSpec::name).toList();
        List<List<String>> dependencies = new ArrayList<>();
        for (int[] list : tasks.graph().dependencies()) {
            dependencies.add(Arrays.stream(list).mapToObj(Demands::name).toList());
        }
        return () -> engine.run(resolve(specs, names, dependencies), rules, demands);
    }

    private static ExecutionPlan resolve(List<TaskSpec> specs, List<String> names, List<List<String>> dependencies) {
        WorkflowDAG dag = WorkflowDAG.of(names, dependencies);
        dag.order();
        List<int[]> resolved = new ArrayList<>(names.size());
        for (int node = 0; node < names.size(); node++) {
            int[] list = new int[dag.inDegree(node)];
            int[] next = {0};
            dag.dependencies(node, dependency -> list[next[0]++] = dependency);
            resolved.add(list);
        }
        return new ExecutionPlan(specs, resolved);
    }

    @Override
    public void prepare() throws IOException, InterruptedException {
        engine.close();
        engine = PlanEngine.inMemory(WORKERS);
        hearer = new Hearer();
        if (demands.isHeard()) {
            engine.orchestrator().listen(hearer);
        }
        Tasks small = Tasks.empty(SMALL);
        var smallPlan = new ExecutionPlan(demands.specs(SMALL.size()), Arrays.asList(SMALL.dependencies()));
        engine.run(smallPlan, new TaskRules(small), demands);
        small.finish();
        requireHeard(SMALL.size());
    }

    @Override
    public void run() {
        runner.run();
    }

    @Override
    public void settle() throws InterruptedException {
        requireHeard(tasks.graph().size());
    }

    private void requireHeard(int ends) throws InterruptedException {
        if (demands.isHeard()) {
            hearer.requireEnds(ends);
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
