package dev.orchestration.benchmarks.scheduling;

import dev.orchestration.benchmarks.measure.WrongResultException;
import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.tasks.OnInterrupt;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.ResourceRequest;
import dev.orchestration.tasks.RetryPolicy;
import dev.orchestration.tasks.RunOn;
import dev.orchestration.tasks.TaskPriority;
import dev.orchestration.tasks.TaskSpec;
import dev.orchestration.tasks.action.ActionName;
import dev.orchestration.tasks.decide.ExecutionPlan;
import dev.orchestration.workflow.simulation.Scenario;
import dev.orchestration.workflow.simulation.Simulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Ours: an instance as a plan of the engine, whose own loop plays it on a virtual clock. Not thread-safe. */
final class SimulatedEngine {
    private static final ActionName ACTION = new ActionName("bench", "task");

    private final Instance instance;
    private final Duration unit;
    private final Simulator simulator;
    private final ExecutionPlan plan;

    /**
     * Makes the plan.
     *
     * @param unit how long the engine takes a unit of the instance's time for
     * @param slots tasks at once
     * @param named how many of the instance's resources tasks ask the engine for; a further one is its slots
     */
    SimulatedEngine(Instance instance, Duration unit, int slots, int named) {
        this.instance = instance;
        this.unit = unit;
        List<Resource> resources = new ArrayList<>();
        for (int i = 0; i < named; i++) {
            resources.add(new Resource(
                    id(i), ResourceType.CUSTOM, instance.capacities().get(i)));
        }
        this.simulator = new Simulator(slots, resources);
        List<TaskSpec> specs =
                instance.jobs().stream().map(job -> spec(job, named)).toList();
        List<int[]> dependencies = instance.jobs().stream()
                .map(job ->
                        job.dependencies().stream().mapToInt(Integer::intValue).toArray())
                .toList();
        this.plan = new ExecutionPlan(specs, dependencies);
    }

    private static ResourceId id(int resource) {
        return new ResourceId("r" + resource);
    }

    private TaskSpec spec(Job job, int named) {
        List<ResourceRequest> requests = new ArrayList<>();
        for (int i = 0; i < named; i++) {
            if (job.demands().get(i) > 0) {
                requests.add(new ResourceRequest(id(i), job.demands().get(i)));
            }
        }
        return new TaskSpec(
                job.name(),
                ACTION,
                Map.of(),
                TaskPriority.NORMAL,
                RetryPolicy.none(),
                null,
                requests,
                RunOn.SUCCESS,
                true,
                false,
                OnInterrupt.RERUN,
                unit.multipliedBy(job.duration()));
    }

    /** Plays it once; everything takes as long as the engine expects. */
    dev.orchestration.workflow.simulation.Schedule play(OrchestrationMode mode) {
        return simulator.run(Scenario.of(plan, mode));
    }

    /** Plays it once and tells when what ran. */
    Schedule schedule(OrchestrationMode mode) {
        return told(play(mode));
    }

    /** @throws WrongResultException if a task did not run, or more than once */
    Schedule told(dev.orchestration.workflow.simulation.Schedule played) {
        Long[] starts = new Long[instance.size()];
        Long[] ends = new Long[instance.size()];
        long micros = unit.toNanos() / 1_000;
        for (var attempt : played.attempts()) {
            if (starts[attempt.node()] != null) {
                throw new WrongResultException(attempt.name() + " of " + instance.name() + " ran twice");
            }
            starts[attempt.node()] = attempt.start() / micros;
            ends[attempt.node()] = attempt.end() / micros;
        }
        if (played.status() != WorkflowStatus.COMPLETED || played.attempts().size() != instance.size()) {
            throw new WrongResultException(instance.name() + " ended as " + played.status() + " with "
                    + played.attempts().size() + " of " + instance.size() + " tasks run");
        }
        return new Schedule(Arrays.asList(starts), Arrays.asList(ends));
    }
}
