package dev.orchestration.workflow.simulation;

import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.ManualClock;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.state.journal.InMemoryStore;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.state.journal.StoredDefinition;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.decide.ExecutionPlan;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.SelectionPolicy;
import dev.orchestration.tasks.decide.TaskResults;
import dev.orchestration.tasks.orchestrator.Hosting;
import dev.orchestration.tasks.orchestrator.SessionLimits;
import dev.orchestration.tasks.orchestrator.SteppedDrive;
import dev.orchestration.tasks.orchestrator.TaskOrchestrator;
import dev.orchestration.tasks.orchestrator.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One play of one scenario. Used once, by one thread. */
final class Simulation {
    private static final String NAME = "simulation";
    private static final Path NOWHERE = Path.of("");

    private final Scenario scenario;
    private final int slots;
    private final ManualClock clock = new ManualClock(0);
    private final SteppedDrive drive = new SteppedDrive();
    private final ResourceManager resources = new ResourceManager(clock);
    private final InMemoryStore store = new InMemoryStore(NOWHERE, new Owner(NAME, 1, NAME, NAME, 1, 1, 0, null));
    private final SimulatedWorkers workers;
    private final List<Schedule.Stint> stints = new ArrayList<>();
    /** By node, where the stint of its last attempt is. */
    private final int[] places;
    /** The same for items of maps. */
    private final Map<Activation, Integer> placesOfItems = new HashMap<>();

    Simulation(Scenario scenario, int slots, List<Resource> all) {
        this.scenario = scenario;
        this.slots = slots;
        this.places = new int[scenario.plan().size()];
        this.workers = new SimulatedWorkers(scenario.script(), clock::micros);
        all.forEach(resources::register);
    }

    Schedule run() {
        new Requests(scenario.plan(), resources).check();
        World world = new World(clock, IdSource.sequence("s"), drive, workers, () -> Runnable::run);
        TaskOrchestrator orchestrator = new TaskOrchestrator(world, store, resources, slots);
        orchestrator.listen((execution, events) -> events.forEach(this::note));
        orchestrator.startBackgroundProcessing();
        ExecutionId id = orchestrator.submit(hosting(), this::created, Map.of()).id();
        play(id);
        return schedule(id);
    }

    private Hosting hosting() {
        ExecutionPlan plan = scenario.plan();
        Scenario.Limits limits = scenario.limits();
        int most = Math.min(slots, limits.maxParallel());
        return new Hosting(
                plan,
                new ScriptedRules(scenario),
                new StoredDefinition(NAME, NAME, "{}", List.of()),
                SelectionPolicy.of(scenario.mode(), plan, most, this::capacity),
                limits.maxParallel(),
                limits.timeout(),
                new WorkingDirectory(NOWHERE, List.of()),
                new SessionLimits(new SessionId(NAME), Integer.MAX_VALUE, Integer.MAX_VALUE));
    }

    private double capacity(ResourceId id) {
        return resources
                .find(id)
                .filter(resource -> !resource.isRate())
                .map(Resource::capacity)
                .orElse(Double.POSITIVE_INFINITY);
    }

    private Event.ExecutionCreated created(ExecutionId id, long at) {
        String mode = scenario.mode().wire();
        return new Event.ExecutionCreated(at, NAME, NAME, Map.of(), NAME, mode, 0, "", List.of());
    }

    /** An attempt gets its place when it starts, and is told of when it ends. */
    private void note(Event event) {
        if (event instanceof Event.AttemptStarted e) {
            if (e.activation().item() == Activation.NO_ITEM) {
                places[e.activation().node()] = stints.size();
            } else {
                placesOfItems.put(e.activation(), stints.size());
            }
            stints.add(stint(e.activation(), e.attempt(), e.at(), e.at(), Outcome.ABANDONED));
        } else if (event instanceof Event.AttemptEnded e) {
            int place = placesOfItems.getOrDefault(
                    e.activation(), places[e.activation().node()]);
            stints.set(place, stint(e.activation(), e.attempt(), e.startedAt(), e.endedAt(), e.outcome()));
        }
    }

    private Schedule.Stint stint(Activation activation, int attempt, long start, long end, Outcome outcome) {
        int node = activation.node();
        String name = activation.label(scenario.plan().name(node));
        return new Schedule.Stint(node, name, attempt, start, end, outcome, workers.held(node));
    }

    private void play(ExecutionId id) {
        drive.step();
        while (!row(id).status().isEnded()) {
            long next = Math.min(workers.nextEnd(), nextTimer());
            if (next == SimulatedWorkers.NEVER) {
                throw new OrchestrationException(
                        ErrorCode.INTERNAL, "the simulation stands still at " + clock.micros() + " µs: " + row(id));
            }
            clock.advance(Duration.ofNanos((next - clock.micros()) * 1_000));
            workers.tellOfTheEnded();
            do {
                drive.step();
            } while (drive.hasMessages());
        }
    }

    /** In whole microseconds, up: before its nanosecond a timer does not fire. Both clocks begin at 0. */
    private long nextTimer() {
        return drive.nextTimer().stream()
                .map(nanos -> Math.max(clock.micros(), Math.floorDiv(nanos + 999, 1_000)))
                .findFirst()
                .orElse(SimulatedWorkers.NEVER);
    }

    private ExecutionRow row(ExecutionId id) {
        return store.execution(id).orElseThrow();
    }

    private Schedule schedule(ExecutionId id) {
        ExecutionState state =
                new ExecutionState(id, scenario.plan(), SelectionPolicy.of(scenario.mode(), scenario.plan()));
        store.replay(id, commit -> commit.events().forEach(state::apply));
        WorkflowStatus status = state.lifecycle().status();
        Long end = state.lifecycle().endedAt();
        Duration makespan = Duration.ofNanos((end == null ? 0 : end) * 1_000);
        return new Schedule(status, makespan, List.copyOf(stints), TaskResults.of(state));
    }
}
