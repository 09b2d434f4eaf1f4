package dev.orchestration.workflow;

import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceStatus;
import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Nearest;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import dev.orchestration.state.ResourceId;
import dev.orchestration.tasks.ResourceRequest;
import dev.orchestration.tasks.TaskSpec;
import dev.orchestration.tasks.action.ActionKind;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.action.Durations;
import dev.orchestration.tasks.decide.ExecutionPlan;
import dev.orchestration.workflow.definition.ResourceDefinition;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import dev.orchestration.workflow.definition.WorkflowStep;
import dev.orchestration.workflow.simulation.Ending;
import dev.orchestration.workflow.simulation.Script;
import dev.orchestration.workflow.simulation.Simulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes plans of workflows for one engine, which may be one that does not exist. Immutable and thread-safe. */
public final class WorkflowPlanner {
    private final ActionRegistry actions;
    private final int workers;
    private final List<Resource> resources;
    private final Map<ResourceId, Double> capacities;

    /**
     * Makes a planner.
     *
     * @param actions tell which steps only wait; what is not among them counts as work
     * @param workers attempts at once, at least 1
     * @param resources what the engine has by itself
     * @param capacities what there shall be of a resource, whatever the engine and the workflow say
     */
    public WorkflowPlanner(
            ActionRegistry actions, int workers, List<Resource> resources, Map<ResourceId, Double> capacities) {
        this.actions = actions;
        this.workers = workers;
        this.resources = List.copyOf(resources);
        this.capacities = Map.copyOf(capacities);
    }

    /**
     * Plans a workflow.
     *
     * @param observed by the name of a step, how long it took in earlier runs; goes before its estimate, and a step of
     *     which neither is known counts for the median of the others
     * @throws OrchestrationException ({@code BAD_PARAMETERS}) if a capacity is given for a resource that neither the engine
     *     nor the workflow knows; ({@code DEFINITION_INVALID}) if a step asks for a resource that there is not, or for more
     *     than there is
     */
    public WorkflowPlan plan(WorkflowDefinition definition, Map<String, Duration> observed) {
        return plan(definition, observed, Map.of());
    }

    /**
     * As {@link #plan(WorkflowDefinition, Map)}.
     *
     * @param children by the name of a step, how long the workflow takes that it runs; see {@link ChildLengths}
     */
    public WorkflowPlan plan(
            WorkflowDefinition definition, Map<String, Duration> observed, Map<String, Duration> children) {
        Map<String, Duration> durations = new LinkedHashMap<>(children);
        durations.putAll(observed);
        ExecutionPlan plan = CompiledWorkflow.ofSteps(definition, durations).plan();
        Map<ResourceId, Resource> all = resourcesFor(definition);
        checkRequests(definition, all);
        Simulator simulator = new Simulator(workers, List.copyOf(all.values()));
        return new WorkflowPlan(
                definition, plan, simulator, script(definition, plan), sources(plan, observed, children.keySet()));
    }

    private WorkflowPlan.Sources sources(ExecutionPlan plan, Map<String, Duration> observed, Set<String> children) {
        int history = 0;
        int estimate = 0;
        for (int node = 0; node < plan.size(); node++) {
            boolean seen = observed.containsKey(plan.name(node));
            history += seen ? 1 : 0;
            TaskSpec spec = plan.spec(node);
            boolean said = spec.estimate() != null || saidWait(spec) != null || children.contains(plan.name(node));
            estimate += !seen && said ? 1 : 0;
        }
        return new WorkflowPlan.Sources(history, estimate, plan.size() - history - estimate);
    }

    private Map<ResourceId, Resource> resourcesFor(WorkflowDefinition definition) {
        Map<ResourceId, Resource> all = new LinkedHashMap<>();
        resources.forEach(resource -> all.put(resource.id(), resource));
        for (ResourceDefinition own : definition.resources()) {
            all.putIfAbsent(own.id(), own.resource().withStatus(ResourceStatus.AVAILABLE));
        }
        Set<ResourceId> known = new LinkedHashSet<>(all.keySet());
        for (WorkflowStep step : definition.steps()) {
            step.task().resources().forEach(request -> known.add(request.resource()));
        }
        capacities.forEach((id, capacity) -> {
            if (!known.contains(id)) {
                throw new OrchestrationException(
                        ErrorCode.BAD_PARAMETERS,
                        "workflow " + Quoted.of(definition.name()) + " knows no resource " + Quoted.of(id.value())
                                + Nearest.suggestionOrKnown(
                                        id.value(),
                                        known.stream().map(ResourceId::value).toList()));
            }
            Resource before = all.get(id);
            Resource now = new Resource(id, before == null ? ResourceType.CUSTOM : before.type(), capacity);
            Duration period = before == null ? null : before.period();
            all.put(id, period == null ? now : now.every(period));
        });
        return all;
    }

    private static void checkRequests(WorkflowDefinition definition, Map<ResourceId, Resource> all) {
        List<String> faults = new ArrayList<>();
        for (WorkflowStep step : definition.steps()) {
            for (ResourceRequest request : step.task().resources()) {
                Resource resource = all.get(request.resource());
                String who = "step " + Quoted.of(step.name()) + " asks for " + plain(request.amount()) + " of "
                        + Quoted.of(request.resource().value());
                if (resource == null) {
                    faults.add(who + ", and nothing says how much of it there is");
                } else if (!resource.couldGive(request.amount())) {
                    faults.add(who + ", of which there is " + plain(resource.capacity()));
                }
            }
        }
        if (!faults.isEmpty()) {
            int shown = Math.min(faults.size(), 20);
            throw new OrchestrationException(
                    ErrorCode.DEFINITION_INVALID,
                    "workflow " + Quoted.of(definition.name()) + " could never be carried out so: "
                            + String.join("; ", faults.subList(0, shown))
                            + (shown < faults.size() ? "; and " + (faults.size() - shown) + " more" : ""));
        }
    }

    private static String plain(double amount) {
        return amount == Math.rint(amount) && Math.abs(amount) < 1e15
                ? String.valueOf((long) amount)
                : String.valueOf(amount);
    }

    private Script script(WorkflowDefinition definition, ExecutionPlan plan) {
        @Nullable Duration[] waits = new Duration[plan.size()];
        for (int node = 0; node < waits.length; node++) {
            waits[node] = waits(plan, node);
        }
        int[] items = definition.steps().stream()
                .mapToInt(step -> step.repeats().items() instanceof List<?> list ? list.size() : 1)
                .toArray();
        return new Expected(plan, waits, items);
    }

    /** What only waits takes as long as it says, if it says so without a template; else as long as is estimated. */
    private @Nullable Duration waits(ExecutionPlan plan, int node) {
        TaskSpec spec = plan.spec(node);
        Duration said = saidWait(spec);
        return said != null || !onlyWaits(spec) ? said : Duration.ofNanos(plan.estimate(node) * 1_000);
    }

    private boolean onlyWaits(TaskSpec spec) {
        return actions.find(spec.action())
                .filter(entry -> entry.descriptor().kind() == ActionKind.WAIT
                        || entry.descriptor().kind() == ActionKind.CHILD)
                .isPresent();
    }

    private @Nullable Duration saidWait(TaskSpec spec) {
        try {
            return onlyWaits(spec) ? Durations.parse(spec.parameters().get("duration")) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static final class Expected implements Script {
        private final ExecutionPlan plan;
        private final @Nullable Duration[] waits;
        private final int[] items;

        /** @param items how many there are of each node: the length of a list that is written out, one of another */
        Expected(ExecutionPlan plan, @Nullable Duration[] waits, int[] items) {
            this.plan = plan;
            this.waits = waits;
            this.items = items;
        }

        @Override
        public Ending ending(int node, int attempt) {
            return Ending.completed(Duration.ofNanos(plan.estimate(node) * 1_000));
        }

        @Override
        public int items(int node) {
            return items[node];
        }

        @Override
        public @Nullable Duration waits(int node) {
            return waits[node];
        }
    }
}
