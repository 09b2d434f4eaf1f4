package dev.orchestration.workflow.simulation;

import dev.orchestration.resources.Resource;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.ResourceRequest;
import dev.orchestration.tasks.decide.ExecutionPlan;
import java.time.Duration;
import java.util.List;

/**
 * Plays executions on the engine's own loop, decider, admission and resources, on a virtual clock: it jumps to the next time
 * at which an attempt ends or a timer is due, so that what takes months takes moments. Nothing is carried out, no thread is
 * started, and the same scenario always gives the same schedule. Immutable and thread-safe.
 */
public final class Simulator {
    private final int slots;
    private final List<Resource> resources;

    /**
     * Makes a simulator of an engine.
     *
     * @param slots attempts at once, at least 1
     * @param resources what the engine has
     */
    public Simulator(int slots, List<Resource> resources) {
        if (slots < 1) {
            throw new IllegalArgumentException("an engine has at least one slot, not " + slots);
        }
        this.slots = slots;
        this.resources = List.copyOf(resources);
    }

    /**
     * Plays one execution from its beginning to its end.
     *
     * @throws OrchestrationException ({@code DEFINITION_INVALID}) with all nodes that ask for a resource that the engine does
     *     not have, or for more than it has
     */
    public Schedule run(Scenario scenario) {
        return new Simulation(scenario, slots, resources).run();
    }

    /**
     * Plays one execution, and once more with plenty of what it waited for most.
     *
     * @throws OrchestrationException as {@link #run}
     */
    public Forecast forecast(Scenario scenario) {
        Schedule schedule = run(scenario);
        List<Forecast.Step> steps = new Forecasting(scenario, schedule, slots, resources).steps();
        Forecasting.Most most = Forecasting.most(steps);
        Forecast.Bottleneck bottleneck = most == null
                ? null
                : new Forecast.Bottleneck(
                        most.lack(),
                        most.waited(),
                        most.steps(),
                        without(most.lack(), scenario).makespan());
        return new Forecast(schedule, steps, bottleneck);
    }

    private Schedule without(Lack lack, Scenario scenario) {
        return switch (lack.kind()) {
            case MODE -> run(scenario.with(OrchestrationMode.RESOURCE_AWARE));
            case MAX_PARALLEL ->
                run(scenario.with(new Scenario.Limits(
                        Integer.MAX_VALUE,
                        scenario.limits().timeout(),
                        scenario.limits().stopsOnFailure())));
            case WORKERS -> new Simulator(Math.max(slots, scenario.plan().size()), resources).run(scenario);
            case RESOURCE ->
                new Simulator(
                                slots,
                                resources.stream()
                                        .map(resource -> resource.id().equals(lack.resource())
                                                ? plenty(resource, scenario.plan())
                                                : resource)
                                        .toList())
                        .run(scenario);
            case TURN -> run(scenario);
        };
    }

    /** As much as all nodes ask for together. */
    private static Resource plenty(Resource resource, ExecutionPlan plan) {
        double all = resource.capacity();
        for (int node = 0; node < plan.size(); node++) {
            for (ResourceRequest request : plan.spec(node).resources()) {
                all += request.resource().equals(resource.id()) ? request.amount() : 0;
            }
        }
        Resource more = new Resource(resource.id(), resource.type(), all);
        Duration period = resource.period();
        return period == null ? more : more.every(period);
    }
}
