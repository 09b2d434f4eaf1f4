package dev.orchestration.workflow;

import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.decide.SelectionPolicy;
import dev.orchestration.tasks.orchestrator.Claim;
import dev.orchestration.tasks.orchestrator.Hosting;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import dev.orchestration.workflow.durations.ObservedDurations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes of a definition what the loop needs to carry it out. Thread-safe. */
final class Hostings {
    private final int workers;
    private final ResourceManager resources;
    private final ActionRegistry actions;
    private final ObservedDurations durations;
    private final Executions executions;

    Hostings(
            int workers,
            ResourceManager resources,
            ActionRegistry actions,
            ObservedDurations durations,
            Executions executions) {
        this.executions = executions;
        this.workers = workers;
        this.resources = resources;
        this.actions = actions;
        this.durations = durations;
    }

    /**
     * Sees to it that steps of the definition may run here, and registers its own resources.
     *
     * @throws OrchestrationException ({@code DEFINITION_INVALID}) with every reason why they may not
     */
    void prepare(WorkflowDefinition definition) {
        new Preflight(actions, resources).check(definition);
        register(definition);
    }

    /** As {@link #prepare}, of one of which nothing is recorded yet: what its actions are given must fit, too. */
    void prepareNew(WorkflowDefinition definition) {
        new Preflight(actions, resources).checkNew(definition);
        register(definition);
    }

    private void register(WorkflowDefinition definition) {
        definition.resources().forEach(own -> resources.register(own.resource()));
    }

    /** Why steps of the definition may not run here; empty if they may. */
    Optional<OrchestrationException> missing(WorkflowDefinition definition) {
        try {
            new Preflight(actions, resources).check(definition);
            return Optional.empty();
        } catch (OrchestrationException e) {
            return Optional.of(e);
        }
    }

    /** Also for what may not run here, and is only to be ended or paused. */
    Hosting of(WorkflowDefinition definition, OrchestrationMode mode, Launch launch, @Nullable Claim claim) {
        CompiledWorkflow compiled = new CompiledWorkflow(definition, observed(definition, mode));
        int own = definition.maxParallel() == 0 ? Integer.MAX_VALUE : definition.maxParallel();
        int slots = Math.min(Math.min(own, launch.session().maxParallelTasks()), workers);
        return new Hosting(
                compiled.plan(),
                new StepRules(compiled, actions, launch.fresh(), id -> ChildOutputs.of(executions, id)),
                compiled.stored(),
                SelectionPolicy.of(mode, compiled.plan(), slots, this::capacity),
                own,
                definition.timeout(),
                launch.directory(),
                launch.session(),
                claim);
    }

    /** Where one step follows the other there is nothing to order by how long they take. */
    private Map<String, Duration> observed(WorkflowDefinition definition, OrchestrationMode mode) {
        return mode == OrchestrationMode.SEQUENTIAL ? Map.of() : durations.of(definition.name());
    }

    /** A rate is used up and comes back by itself: who runs at the same time does not matter to it. */
    private double capacity(ResourceId id) {
        return resources
                .find(id)
                .filter(resource -> !resource.isRate())
                .map(Resource::capacity)
                .orElse(Double.POSITIVE_INFINITY);
    }

    static OrchestrationMode mode(WorkflowDefinition definition, Launch launch) {
        OrchestrationMode asked = launch.mode() != null ? launch.mode() : definition.mode();
        return asked != null ? asked : launch.sessionMode();
    }

    /** The folders that were allowed when it began stay so; who goes on with it may allow more. */
    static WorkingDirectory directory(ExecutionRow row, Optional<List<String>> recorded, Launch launch) {
        Set<Path> allowed = new LinkedHashSet<>();
        recorded.orElse(List.of()).forEach(path -> allowed.add(Path.of(path)));
        allowed.addAll(launch.directory().allowed());
        return new WorkingDirectory(Path.of(row.directory()), List.copyOf(allowed));
    }
}
