package dev.orchestration.workflow;

import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.decide.ExecutionPlan;
import dev.orchestration.workflow.dag.CriticalPath;
import dev.orchestration.workflow.dag.WorkflowDAG;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import dev.orchestration.workflow.simulation.Forecast;
import dev.orchestration.workflow.simulation.Scenario;
import dev.orchestration.workflow.simulation.Schedule;
import dev.orchestration.workflow.simulation.Script;
import dev.orchestration.workflow.simulation.Simulator;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a workflow would do, before it does anything. Every question plays it anew on the engine's own scheduler and a clock
 * that jumps; each step completes at its first attempt, and conditions count as true. Immutable and thread-safe.
 */
public final class WorkflowPlan {
    /** From where it is known how long steps take: how many steps of each. */
    public record Sources(int history, int estimate, int assumed) {}

    private final WorkflowDefinition definition;
    private final ExecutionPlan plan;
    private final WorkflowDAG dag;
    private final Simulator simulator;
    private final Script script;
    private final Sources sources;

    WorkflowPlan(
            WorkflowDefinition definition, ExecutionPlan plan, Simulator simulator, Script script, Sources sources) {
        this.definition = definition;
        this.plan = plan;
        this.dag = definition.graph();
        this.simulator = simulator;
        this.script = script;
        this.sources = sources;
    }

    /** The steps by level: 0 without dependencies, else one more than the highest dependency. */
    public List<List<String>> levels() {
        return dag.getExecutionLevels();
    }

    /** The chain of dependencies that takes longest: no number of workers and resources makes it shorter. */
    public CriticalPath criticalPath() {
        return dag.criticalPath(durations());
    }

    /** How long each step is expected to take. */
    public Map<String, Duration> durations() {
        Map<String, Duration> durations = new LinkedHashMap<>(plan.size() * 2);
        for (int node = 0; node < plan.size(); node++) {
            Duration wait = script.waits(node);
            durations.put(plan.name(node), wait == null ? script.ending(node, 1).after() : wait);
        }
        return durations;
    }

    /** The steps that only wait, for a time, a signal or a person: they take no worker, and no place in {@link #order}. */
    public List<String> waiting() {
        return java.util.stream.IntStream.range(0, plan.size())
                .filter(node -> script.waits(node) != null)
                .mapToObj(plan::name)
                .toList();
    }

    public Sources sources() {
        return sources;
    }

    /** Who would start when in a mode, and why not sooner. */
    public Forecast forecast(OrchestrationMode mode) {
        return simulator.forecast(scenario(mode));
    }

    /** The order in which steps would start in a mode; those that only wait are not in it. */
    public List<String> order(OrchestrationMode mode) {
        return simulator.run(scenario(mode)).attempts().stream()
                .map(Schedule.Stint::name)
                .toList();
    }

    private Scenario scenario(OrchestrationMode mode) {
        Scenario.Limits limits = new Scenario.Limits(
                definition.maxParallel() == 0 ? Integer.MAX_VALUE : definition.maxParallel(),
                definition.timeout(),
                false);
        return Scenario.of(plan, mode).with(script).with(limits);
    }
}
