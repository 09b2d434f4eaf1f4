package dev.orchestration.workflow;

import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import dev.orchestration.state.Wire;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Archive;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.OnConflict;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.decide.Ask;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.PauseAsks;
import dev.orchestration.tasks.decide.Signal;
import dev.orchestration.tasks.orchestrator.Accepted;
import dev.orchestration.tasks.orchestrator.Claim;
import dev.orchestration.tasks.orchestrator.Hosting;
import dev.orchestration.tasks.orchestrator.OwnerDesk;
import dev.orchestration.tasks.orchestrator.QueueHosting;
import dev.orchestration.tasks.orchestrator.Scene;
import dev.orchestration.tasks.orchestrator.TaskOrchestrator;
import dev.orchestration.tasks.why.Inquiry;
import dev.orchestration.tasks.why.Why;
import dev.orchestration.workflow.Recordings.Recording;
import dev.orchestration.workflow.WorkflowHandle.Origin;
import dev.orchestration.workflow.definition.ParameterValues;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import dev.orchestration.workflow.durations.ObservedDurations;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Hands executions to the task orchestrator: new ones, interrupted ones, failed ones once more. Thread-safe. */
public final class Launcher {
    private final TaskOrchestrator orchestrator;
    private final OwnerDesk desk;
    private final ActionRegistry actions;
    private final Executions executions;
    private final ObservedDurations durations;
    private final Hostings hostings;
    private final Requests requests;
    private final PausedKeys pausedKeys;
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
        this.actions = actions;
        this.executions = executions;
        this.durations = durations;
        this.hostings = new Hostings(orchestrator.slots(), resources, actions, durations, executions);
        this.requests = new Requests(desk, executions);
        this.pausedKeys = new PausedKeys(this, executions);
    }

    WorkflowHandle launch(WorkflowDefinition definition, Map<String, ?> given, Launch launch) {
        Map<String, Object> parameters = parameterValues.resolve(definition, given);
        InputLimit.check("the parameters of workflow " + Quoted.of(definition.name()), parameters);
        InputLimit.check("the context that the execution begins with", launch.context());
        String key = launch.key();
        if (key == null) {
            return handle(begin(definition, parameters, launch), Origin.STARTED, launch);
        }
        Requests.Input input = new Requests.Input(key, definition, parameters);
        Requests.Got got = requests.once(
                input,
                launch.receipt(),
                () -> begin(definition, parameters, launch),
                row -> takeUp(row, launch, "run"));
        return handle(got.accepted(), got.origin(), launch);
    }

    private Accepted begin(WorkflowDefinition definition, Map<String, Object> parameters, Launch launch) {
        hostings.prepareNew(definition);
        OrchestrationMode mode = Hostings.mode(definition, launch);
        return begin(new Begun(definition, parameters, mode, launch));
    }

    /** A new execution; its definition is prepared. */
    Accepted begin(Begun begun) {
        Launch launch = begun.launch();
        Claim needed = Claims.of(begun.definition(), begun.parameters());
        Claim claim = needed == null ? null : needed.within(Ancestry.above(executions, launch.parent()));
        Hosting hosting = hostings.of(begun.definition(), begun.mode(), launch, claim);
        Accepted accepted = desk.submit(hosting, begun, launch.context(), launch.receipt());
        if (claim != null && claim.onConflict() == OnConflict.CANCEL_RUNNING) {
            pausedKeys.outdo(claim, accepted.id(), launch);
        }
        return accepted;
    }

    /** The executions that people have paused keep their keys; before anybody else takes one. */
    public void keepKeys(Archive archive) {
        pausedKeys.keep(archive);
    }

    Hostings hostings() {
        return hostings;
    }

    Why why(ExecutionId id, String step) {
        Scene scene = orchestrator.scenes().now();
        int slots = orchestrator.slots();
        return scene.find(id).isPresent()
                ? Inquiry.ask(scene, id, step)
                : executions
                        .why(
                                executions.require(id),
                                step,
                                scene.at(),
                                new Reckoning(List.of(), List.of(), slots, slots))
                        .why();
    }

    WorkflowHandle resume(ExecutionRow row, Launch launch) {
        if (row.status().isEnded()) {
            boolean again = row.status() != WorkflowStatus.COMPLETED;
            throw new OrchestrationException(
                    ErrorCode.WRONG_STATE,
                    "execution " + row.id() + " is " + row.status().wire() + ", so there is nothing to resume"
                            + (again ? "; `orchestrate retry " + row.id() + "` tries its failed steps again" : ""));
        }
        // While what runs of a paused one goes on to its end, it is carried out still.
        Optional<Accepted> here = row.status() == WorkflowStatus.PAUSED
                ? desk.ask(row.id(), PauseAsks.goOn(launch.by()), launch.receipt())
                : Optional.empty();
        return handle(here.orElseGet(() -> takeUp(row, launch, "resume")), Origin.STARTED, launch);
    }

    Accepted takeUp(ExecutionRow row, Launch launch, String by) {
        return takeUp(row, recording(row), launch, by);
    }

    /** What there is of a recorded execution; of a large one this takes long. */
    Recording recording(ExecutionRow row) {
        return executions.recordings().recording(row, desk::errands);
    }

    /** @param recording the row's */
    Accepted takeUp(ExecutionRow row, Recording recording, Launch launch, String by) {
        hostings.prepare(recording.definition());
        return host(row, recording, launch, List.of((state, at) -> new Signal.Recovered(at, by)));
    }

    /**
     * Goes on with everything that earlier owners left behind, oldest first. What cannot be carried out here is paused with
     * the reason why, and what cannot even be read is left as it is; neither stops the others. What is pending comes last, as
     * it waits for room, or a key, that what is under way has.
     */
    public void recover(List<ExecutionRow> left, Function<ExecutionRow, Launch> launch) {
        new Inheritance(this).takeUp(left, launch);
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
        Recording recording = recording(row);
        hostings.prepare(recording.definition());
        Accepted accepted = host(row, recording, launch, List.of((state, at) -> new Signal.RetryAsked(at, "retry")));
        return handle(accepted, Origin.STARTED, launch);
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
        if (QueueHosting.isQueue(row)) {
            Accepted accepted = hostQueue(row, launch, CancelAsks.of(launch.by(), reason, true));
            return handle(accepted, Origin.STARTED, launch).await(null);
        }
        WorkflowDefinition definition = executions.definition(row);
        boolean can = hostings.missing(definition).isEmpty();
        Accepted accepted = host(row, definition, launch, CancelAsks.of(launch.by(), reason, can));
        return handle(accepted, Origin.STARTED, launch).await(null);
    }

    OwnerDesk desk() {
        return desk;
    }

    <T> @Nullable T look(ExecutionId id, Function<ExecutionState, @Nullable T> view) {
        return orchestrator.inspect(id, view);
    }

    private Accepted hostQueue(ExecutionRow row, Launch launch, List<Ask> first) {
        Hosting hosting = QueueHosting.hosting(row.id(), () -> actions, launch.directory());
        List<Commit> history = executions.history(row.id());
        return desk.resume(row.id(), hosting, history, first, launch.receipt());
    }

    /** @param definition the row's; reading a large one takes as long as reading what became of it */
    Accepted host(ExecutionRow row, WorkflowDefinition definition, Launch launch, List<Ask> first) {
        return host(row, new Recording(definition, executions.history(row.id())), launch, first);
    }

    /** @param recording the row's */
    Accepted host(ExecutionRow row, Recording recording, Launch launch, List<Ask> first) {
        WorkflowDefinition definition = recording.definition();
        List<Commit> history = recording.history();
        Optional<Event.ExecutionCreated> created = Claims.created(history);
        OrchestrationMode mode = created.map(event -> Wire.parse(OrchestrationMode.class, event.mode()))
                .orElseGet(() -> Hostings.mode(definition, launch));
        WorkingDirectory directory = Hostings.directory(row, created.map(Event.ExecutionCreated::allowed), launch);
        Launch there = new Launch(launch.session(), launch.sessionMode(), mode, directory, Map.of(), launch.started())
                .withFresh(Freshness.isRecorded(history));
        Hosting hosting = hostings.of(definition, mode, there, Claims.recorded(definition, history));
        durations.follow(row, hosting.definition().nodes());
        return desk.resume(row.id(), hosting, history, first, launch.receipt());
    }

    WorkflowHandle handle(Accepted accepted, Origin origin, Launch launch) {
        WorkflowHandle handle = new WorkflowHandle(accepted, origin, orchestrator);
        launch.started().accept(handle);
        handle.open();
        return handle;
    }
}
