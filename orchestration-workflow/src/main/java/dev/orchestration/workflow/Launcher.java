package dev.orchestration.workflow;

import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.Wire;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.action.PayloadLimit;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.decide.SelectionPolicy;
import dev.orchestration.tasks.decide.Signal;
import dev.orchestration.tasks.orchestrator.Accepted;
import dev.orchestration.tasks.orchestrator.Hosting;
import dev.orchestration.tasks.orchestrator.OwnerDesk;
import dev.orchestration.tasks.orchestrator.QueueHosting;
import dev.orchestration.tasks.orchestrator.TaskOrchestrator;
import dev.orchestration.workflow.definition.ParameterValues;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import dev.orchestration.workflow.durations.ObservedDurations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;

/** Hands executions to the task orchestrator: new ones, interrupted ones, failed ones once more. Thread-safe. */
public final class Launcher {
    private final TaskOrchestrator orchestrator;
    private final OwnerDesk desk;
    private final ResourceManager resources;
    private final ActionRegistry actions;
    private final Executions executions;
    private final ObservedDurations durations;
    private final ParameterValues parameterValues = new ParameterValues();

    /** @param durations hears what the orchestrator commits */
    public Launcher(
            TaskOrchestrator orchestrator,
            ResourceManager resources,
            ActionRegistry actions,
            Executions executions,
            ObservedDurations durations) {
        this.orchestrator = orchestrator;
        this.desk = orchestrator.ownerDesk();
        this.resources = resources;
        this.actions = actions;
        this.executions = executions;
        this.durations = durations;
    }

    WorkflowHandle launch(WorkflowDefinition definition, Map<String, ?> given, Launch launch) {
        Map<String, Object> parameters = parameterValues.resolve(definition, given);
        bound("the parameters of workflow " + Quoted.of(definition.name()), parameters);
        bound("the context that the execution begins with", launch.context());
        new Preflight(actions, resources).check(definition);
        OrchestrationMode mode = mode(definition, launch);
        Hosting hosting = hosting(definition, mode, launch);
        return handle(
                desk.submit(
                        hosting,
                        (id, at) -> new Event.ExecutionCreated(
                                at,
                                definition.name(),
                                definition.digest(),
                                parameters,
                                launch.session().session().value(),
                                mode.wire(),
                                id.seed(),
                                launch.directory().root().toString(),
                                launch.directory().allowed().stream()
                                        .map(Path::toString)
                                        .toList()),
                        launch.context(),
                        launch.receipt()),
                launch);
    }

    /** Each becomes one event of the journal. */
    private static void bound(String what, Map<String, Object> values) {
        int size = values.isEmpty() ? 0 : Json.write(values).length();
        if (size > PayloadLimit.MAX) {
            throw new OrchestrationException(
                    ErrorCode.BAD_PARAMETERS,
                    what + ": " + size + " characters of JSON, more than " + PayloadLimit.MAX
                            + "; write large values to a file and pass its path");
        }
    }

    WorkflowHandle resume(ExecutionRow row, Launch launch) {
        if (row.status().isEnded()) {
            boolean again = row.status() != WorkflowStatus.COMPLETED;
            throw new OrchestrationException(
                    ErrorCode.WRONG_STATE,
                    "execution " + row.id() + " is " + row.status().wire() + ", so there is nothing to resume"
                            + (again ? "; `orchestrate retry " + row.id() + "` tries its failed steps again" : ""));
        }
        WorkflowDefinition definition = executions.definition(row);
        new Preflight(actions, resources).check(definition);
        return host(row, definition, launch, List.of(at -> new Signal.Recovered(at, "resume")));
    }

    WorkflowHandle retry(ExecutionRow row, Launch launch) {
        if (row.status() != WorkflowStatus.FAILED && row.status() != WorkflowStatus.CANCELLED) {
            boolean open = !row.status().isEnded();
            throw new OrchestrationException(
                    ErrorCode.WRONG_STATE,
                    "execution " + row.id() + " is "
                            + (executions.interrupted(row)
                                    ? "interrupted"
                                    : row.status().wire())
                            + ", so there is nothing to retry"
                            + (open ? "; `orchestrate resume " + row.id() + "` goes on with it" : ""));
        }
        WorkflowDefinition definition = executions.definition(row);
        new Preflight(actions, resources).check(definition);
        return host(row, definition, launch, List.of(at -> new Signal.RetryAsked(at, "retry")));
    }

    WorkflowExecution cancel(ExecutionRow row, String reason, Launch launch) {
        if (desk.cancel(row.id(), launch.by(), reason, launch.receipt())) {
            return executions.view(row);
        }
        if (row.status().isEnded()) {
            throw new OrchestrationException(
                    ErrorCode.WRONG_STATE,
                    "execution " + row.id() + " is " + row.status().wire() + " already; nothing was changed");
        }
        List<LongFunction<Signal>> first = List.of(
                at -> new Signal.CancelAsked(at, CancelScope.EXECUTION, null, launch.by(), reason),
                at -> new Signal.Recovered(at, "cancel"));
        WorkflowHandle handle = QueueHosting.isQueue(row)
                ? hostQueue(row, launch, first)
                : host(row, executions.definition(row), launch, first);
        return handle.await(null);
    }

    void cancelStep(ExecutionId id, String step, String reason, Launch launch) {
        desk.cancelStep(id, step, launch.by(), reason, launch.receipt());
    }

    void suspend(ExecutionId id, String reason, Launch launch) {
        desk.suspend(id, reason, launch.receipt());
    }

    private WorkflowHandle hostQueue(ExecutionRow row, Launch launch, List<LongFunction<Signal>> first) {
        Hosting hosting = QueueHosting.hosting(row.id(), () -> actions, launch.directory());
        List<Commit> history = executions.history(row.id());
        return handle(desk.resume(row.id(), hosting, history, first, launch.receipt()), launch);
    }

    /** @param definition the row's; reading a large one takes as long as reading what became of it */
    private WorkflowHandle host(
            ExecutionRow row, WorkflowDefinition definition, Launch launch, List<LongFunction<Signal>> first) {
        List<Commit> history = executions.history(row.id());
        Optional<Event.ExecutionCreated> created = history.stream()
                .flatMap(commit -> commit.events().stream())
                .filter(Event.ExecutionCreated.class::isInstance)
                .map(Event.ExecutionCreated.class::cast)
                .findFirst();
        OrchestrationMode mode = created.map(event -> Wire.parse(OrchestrationMode.class, event.mode()))
                .orElseGet(() -> mode(definition, launch));
        WorkingDirectory directory = directory(row, created.map(Event.ExecutionCreated::allowed), launch);
        Launch there = new Launch(launch.session(), launch.sessionMode(), mode, directory, Map.of(), launch.started());
        Hosting hosting = hosting(definition, mode, there);
        durations.follow(row);
        return handle(desk.resume(row.id(), hosting, history, first, launch.receipt()), launch);
    }

    /** The folders that were allowed when it began stay so; who goes on with it may allow more. */
    private static WorkingDirectory directory(ExecutionRow row, Optional<List<String>> recorded, Launch launch) {
        Set<Path> allowed = new LinkedHashSet<>();
        recorded.orElse(List.of()).forEach(path -> allowed.add(Path.of(path)));
        allowed.addAll(launch.directory().allowed());
        return new WorkingDirectory(Path.of(row.directory()), List.copyOf(allowed));
    }

    private Hosting hosting(WorkflowDefinition definition, OrchestrationMode mode, Launch launch) {
        definition.resources().forEach(own -> resources.register(own.resource()));
        CompiledWorkflow compiled = new CompiledWorkflow(definition, observed(definition, mode));
        int own = definition.maxParallel() == 0 ? Integer.MAX_VALUE : definition.maxParallel();
        int slots = Math.min(Math.min(own, launch.session().maxParallelTasks()), orchestrator.slots());
        return new Hosting(
                compiled.plan(),
                new StepRules(compiled, actions),
                compiled.stored(),
                SelectionPolicy.of(mode, compiled.plan(), slots, this::capacity),
                own,
                definition.timeout(),
                launch.directory(),
                launch.session());
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

    private static OrchestrationMode mode(WorkflowDefinition definition, Launch launch) {
        OrchestrationMode asked = launch.mode() != null ? launch.mode() : definition.mode();
        return asked != null ? asked : launch.sessionMode();
    }

    private WorkflowHandle handle(Accepted accepted, Launch launch) {
        WorkflowHandle handle = new WorkflowHandle(accepted, orchestrator);
        launch.started().accept(handle);
        return handle;
    }
}
