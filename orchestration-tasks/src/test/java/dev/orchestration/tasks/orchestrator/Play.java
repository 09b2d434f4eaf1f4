package dev.orchestration.tasks.orchestrator;

import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Failure;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.ManualClock;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.state.journal.Batch;
import dev.orchestration.state.journal.InMemoryStore;
import dev.orchestration.state.journal.Journal;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.state.journal.StoredDefinition;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.decide.ExecutionPlan;
import dev.orchestration.tasks.decide.SelectionPolicy;
import dev.orchestration.tasks.decide.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** A world drawn from a seed, in which everything happens that may, in any order. */
final class Play {
    /** A fault built into the world on purpose, to prove that the inspection sees it. */
    enum Fault {
        NONE,
        CAPACITY_IGNORED,
        STEP_STARTED_EARLY,
        COMPLETION_LOST,
        EVENT_LOST
    }

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    final Random random;
    final ManualClock clock = new ManualClock(Stage.START);
    final InMemoryStore store;
    final Map<ExecutionId, Ledger> ledgers = new LinkedHashMap<>();
    final PlayWorkers workers = new PlayWorkers(this);
    final int slots;
    final SessionLimits session;
    final double gpus;
    private final Fault fault;
    private final Visits visits;
    private final World world = new World(clock, IdSource.sequence("x"), new SteppedDrive(), workers, Runnable::run);
    private final Inspector inspector = new Inspector(this);
    ResourceManager resources = new ResourceManager();
    Loop loop;

    Play(long seed, Fault fault, Visits visits) {
        this.random = new Random(seed);
        this.fault = fault;
        this.visits = visits;
        this.store = new InMemoryStore(Path.of("logs"), new Owner("u", 1, "h", "b", 1, 1, Stage.START, null));
        this.slots = 1 + random.nextInt(6);
        this.session = new SessionLimits(new SessionId("s"), 1 + random.nextInt(6), 1 + random.nextInt(2));
        this.gpus = 2 + random.nextInt(3);
        this.loop = newLoop();
    }

    private Loop newLoop() {
        resources = new ResourceManager();
        double lie = fault == Fault.CAPACITY_IGNORED ? 100 : 1;
        resources.register(new Resource(new ResourceId("gpu"), ResourceType.COMPUTE, gpus * lie));
        resources.register(new Resource(new ResourceId("memory"), ResourceType.MEMORY, 0.3 * lie));
        return new Loop(world, new Environment(journal(), resources, slots, false, Path.of("logs")));
    }

    private Journal journal() {
        return batch -> {
            store.append(batch);
            Batch told = fault == Fault.EVENT_LOST ? Faults.withoutOneSkip(batch) : batch;
            told.commits().forEach(commit -> ledgers.get(commit.execution()).record(commit));
        };
    }

    /** Plays it to the end and gives back all that was recorded. */
    List<Event> play() {
        int acts = 10 + random.nextInt(60);
        for (int i = 0; i < acts; i++) {
            act();
            step();
        }
        new Ending(this).play();
        List<Event> all = new ArrayList<>();
        ledgers.keySet().forEach(id -> all.addAll(store.events(id)));
        return all;
    }

    private void tell(Consumer<Loop> act) {
        loop.reception().post(Message.of(act));
    }

    void step() {
        loop.step(Drive.NO_READING);
        inspector.look();
    }

    private void act() {
        int dice = random.nextInt(100);
        if (dice < 10 && ledgers.size() < 4) {
            submit();
        } else if (dice < 50) {
            workers.drawn().ifPresent(order -> report(order, Outcome.COMPLETED));
        } else if (dice < 65) {
            workers.drawn().ifPresent(order -> report(order, Outcome.FAILED));
        } else if (dice < 80) {
            clock.advance(Duration.ofMillis(random.nextInt(random.nextBoolean() ? 2_000 : 30_000)));
        } else if (dice < 84) {
            cancel();
        } else if (dice < 88) {
            crash();
        } else if (dice < 92) {
            suspend();
        } else {
            retry();
        }
    }

    void submit() {
        DrawnGraph graph = new DrawnGraph(random);
        ExecutionId id = new ExecutionId(world.ids().next());
        ledgers.put(id, new Ledger(graph, visits));
        Hosted hosted = new Hosted(id, hosting(graph));
        long seed = random.nextLong();
        tell(on -> {
            on.roster().hostNew(hosted);
            hosted.emit(new Event.ExecutionCreated(
                    on.now(), "play", "sha256:x", Map.of(), "s", graph.mode.wire(), seed, ".", List.of()));
            on.roster().enroll(hosted, on.now());
        });
    }

    private Hosting hosting(DrawnGraph graph) {
        boolean early = fault == Fault.STEP_STARTED_EARLY && graph.size() > 1;
        ExecutionPlan plan = early ? graph.planWithout(graph.size() - 1) : graph.plan();
        return new Hosting(
                plan,
                graph,
                new StoredDefinition("sha256:x", "play", "{}", List.of()),
                SelectionPolicy.of(
                        graph.mode,
                        plan,
                        slots,
                        id -> resources.find(id).orElseThrow().capacity()),
                graph.maxParallel,
                graph.timeout,
                new WorkingDirectory(Path.of("."), List.of()),
                session);
    }

    void report(Attempt order, Outcome outcome) {
        workers.orders.remove(order.key());
        if (fault == Fault.COMPLETION_LOST && outcome == Outcome.COMPLETED) {
            return;
        }
        ErrorKind kind = ErrorKind.values()[random.nextInt(ErrorKind.values().length)];
        Failure why = outcome == Outcome.COMPLETED ? null : new Failure("Boom", "it broke", kind);
        long now = clock.micros();
        var result = new Signal.AttemptResult(outcome, now, now, order.label(), List.of(), why, null);
        order.returned(result);
    }

    private ExecutionId anyExecution() {
        List<ExecutionId> ids = new ArrayList<>(ledgers.keySet());
        return ids.isEmpty() ? null : ids.get(random.nextInt(ids.size()));
    }

    private void cancel() {
        ExecutionId id = anyExecution();
        if (id != null) {
            boolean one = random.nextBoolean();
            Integer node = one ? (Integer) random.nextInt(ledgers.get(id).graph.size()) : null;
            CancelScope scope = one ? CancelScope.STEP : CancelScope.EXECUTION;
            tell(on -> on.signal(id, at -> new Signal.CancelAsked(at, scope, node, "test", "no more")));
        }
    }

    /** The process dies: what was not committed is gone, and so is whatever ran. */
    private void crash() {
        nextLife();
    }

    private void nextLife() {
        workers.orders.clear();
        loop = newLoop();
        ledgers.forEach((id, ledger) -> {
            if (ledger.workflow != null && !ledger.workflow.isEnded()) {
                boolean cancel = random.nextInt(12) == 0;
                resume(id, cancel ? List.of(Play::cancelled, Play::recovered) : List.of(Play::recovered));
            }
        });
    }

    private static Signal recovered(long at) {
        return new Signal.Recovered(at, "test");
    }

    private static Signal cancelled(long at) {
        return new Signal.CancelAsked(at, CancelScope.EXECUTION, null, "test", "no more");
    }

    private void suspend() {
        tell(on -> on.suspend("shutdown", PATIENCE.toNanos()));
        step();
        boolean polite = random.nextInt(4) > 0;
        List.copyOf(workers.orders.values()).forEach(order -> {
            if (polite || random.nextBoolean()) {
                report(order, random.nextInt(3) == 0 ? Outcome.COMPLETED : Outcome.FAILED);
            }
        });
        step();
        clock.advance(PATIENCE);
        step();
        crash();
    }

    void retry() {
        ExecutionId id = anyExecution();
        Ledger ledger = id == null ? null : ledgers.get(id);
        if (ledger != null
                && (ledger.workflow == WorkflowStatus.FAILED || ledger.workflow == WorkflowStatus.CANCELLED)) {
            resume(id, List.of(at -> new Signal.RetryAsked(at, "test")));
        }
    }

    private void resume(ExecutionId id, List<LongFunction<Signal>> first) {
        Hosted hosted = new Hosted(id, hosting(ledgers.get(id).graph));
        store.replay(id, hosted::replay);
        tell(on -> on.roster().takeUp(hosted, first, on.now()));
    }
}
