package dev.orchestration.tasks.orchestrator;

import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Failure;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.JsonValue;
import dev.orchestration.state.ManualClock;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.InMemoryStore;
import dev.orchestration.state.journal.Journal;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.state.journal.StoredDefinition;
import dev.orchestration.tasks.Decision;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.decide.Decider;
import dev.orchestration.tasks.decide.DependencyDecider;
import dev.orchestration.tasks.decide.ExecutionPlan;
import dev.orchestration.tasks.decide.Rules;
import dev.orchestration.tasks.decide.SelectionPolicy;
import dev.orchestration.tasks.decide.Signal;
import dev.orchestration.tasks.model.Belief;
import dev.orchestration.tasks.model.Node;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;

/** A world drawn from a seed, in which everything happens that may, in any order. */
final class Play {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    final Random random;
    final ManualClock clock = new ManualClock(Stage.START);
    final InMemoryStore store;
    final Map<ExecutionId, Ledger> ledgers = new LinkedHashMap<>();
    final PlayWorkers workers = new PlayWorkers(this);
    final int slots;
    final SessionLimits session;
    final double gpus;
    final Map<ExecutionId, Forecast> forecasts = new LinkedHashMap<>();
    final Objections objections = new Objections();
    private final Map<AttemptKey, Signal.AttemptResult> told = new HashMap<>();
    private final Sabotage sabotage;
    private final Visits visits;
    private final Random lapses;
    private double forgets;
    private final World world = new World(clock, IdSource.sequence("x"), new SteppedDrive(), workers, Runnable::run);
    private final Inspector inspector = new Inspector(this);
    ResourceManager resources = new ResourceManager();
    Loop loop;

    Play(long seed, Sabotage sabotage, Visits visits) {
        this.random = new Random(seed);
        this.lapses = new Random(seed);
        this.sabotage = sabotage;
        this.visits = visits;
        this.store = new InMemoryStore(Path.of("logs"), new Owner("u", 1, "h", "b", 1, 1, Stage.START, null));
        this.slots = 1 + random.nextInt(6);
        this.session = new SessionLimits(new SessionId("s"), 1 + random.nextInt(6), 1 + random.nextInt(2));
        this.gpus = 2 + random.nextInt(3);
        this.loop = newLoop();
    }

    private Loop newLoop() {
        resources = new ResourceManager();
        resources.register(new Resource(new ResourceId("gpu"), ResourceType.COMPUTE, sabotage.capacity(gpus)));
        resources.register(new Resource(new ResourceId("memory"), ResourceType.MEMORY, sabotage.capacity(0.3)));
        return new Loop(world, new Environment(journal(), resources, sabotage.slots(slots), false, Path.of("logs")));
    }

    private Journal journal() {
        return batch -> {
            store.append(batch);
            Faults.told(batch, sabotage).commits().forEach(commit -> objections.note(() -> record(commit)));
        };
    }

    private void record(Commit commit) {
        if (commit.events().stream().anyMatch(Event.ExecutionStarted.class::isInstance)) {
            inspector.admits();
        }
        ledgers.get(commit.execution()).record(commit);
        forecasts.get(commit.execution()).committed();
    }

    /** Plays it to the end and gives back all that was recorded. */
    List<Event> play() {
        int acts = 10 + random.nextInt(60);
        for (int i = 0; i < acts; i++) {
            forget();
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
        objections.requireNone();
        if (!loop.stopped()) {
            forecasts.values().forEach(each -> each.stepped(clock.micros()));
        }
        inspector.look();
    }

    /** From now on the engine loses its memory between two steps, this often, and learns from the records. */
    Play forgetting(double often) {
        forgets = often;
        return this;
    }

    void forget() {
        if (lapses.nextDouble() < forgets) {
            tell(on -> on.roster().all().forEach(each -> {
                List<Commit> history = new ArrayList<>();
                store.replay(each.id(), history::add);
                on.roster().rehost(each, hosting(ledgers.get(each.id()).graph), history, on.now());
            }));
        }
    }

    private void act() {
        int dice = random.nextInt(100);
        if (dice < 10) {
            submit();
        } else if (dice < 15) {
            submitTask();
        } else if (dice < 17) {
            beat();
        } else if (dice < 19) {
            decide();
        } else if (dice < 50) {
            workers.drawn().ifPresent(order -> report(order, Outcome.COMPLETED));
        } else if (dice < 65) {
            workers.drawn().ifPresent(order -> report(order, Outcome.FAILED));
        } else if (dice < 80) {
            clock.advance(Duration.ofMillis(random.nextInt(random.nextInt(3) == 0 ? 2_000 : 30_000)));
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

    private void submit() {
        if (ledgers.size() == 4) {
            return;
        }
        DrawnGraph graph = new DrawnGraph(random);
        ExecutionId id = new ExecutionId(world.ids().next());
        long seed = random.nextLong();
        ledgers.put(id, new Ledger(graph, visits));
        forecasts.put(id, new Forecast(graph.chart(seed), objections));
        Hosted hosted = hosted(id);
        tell(on -> {
            on.roster().hostNew(hosted);
            hosted.emit(new Event.ExecutionCreated(
                    on.now(), "play", "sha256:x", Map.of(), "s", graph.mode.wire(), seed, ".", List.of()));
            on.roster().enroll(hosted, on.now());
        });
    }

    private Hosted hosted(ExecutionId id) {
        Function<Rules, Decider> deciders = rules -> new Witness(
                sabotage.decider(new DependencyDecider(rules)), forecasts.get(id), told, sabotage);
        return new Hosted(id, hosting(ledgers.get(id).graph), deciders);
    }

    private Hosting hosting(DrawnGraph graph) {
        boolean early = sabotage == Sabotage.STEP_STARTED_EARLY && graph.size() > 1 && !graph.grows;
        ExecutionPlan plan = early ? graph.planWithout(graph.size() - 1) : graph.plan(sabotage::taken);
        return new Hosting(
                plan,
                graph,
                new StoredDefinition("sha256:x", "play", "{}", List.of()),
                SelectionPolicy.of(
                        graph.mode,
                        plan,
                        slots,
                        id -> resources.find(id).orElseThrow().capacity()),
                sabotage.maxParallel(graph.maxParallel),
                graph.timeout,
                new WorkingDirectory(Path.of("."), List.of()),
                sabotage.limits(session));
    }

    void report(Attempt order, Outcome outcome) {
        workers.orders.remove(order.key());
        if (sabotage == Sabotage.COMPLETION_LOST && outcome == Outcome.COMPLETED) {
            return;
        }
        ErrorKind kind = ErrorKind.values()[random.nextInt(ErrorKind.values().length)];
        Failure why = outcome == Outcome.COMPLETED ? null : new Failure("Boom", "it broke", kind);
        long now = clock.micros();
        var result = new Signal.AttemptResult(outcome, now, now, order.label(), List.of(), why, null);
        told.put(order.key(), result);
        order.returned(result);
    }

    private ExecutionId anyExecution() {
        List<ExecutionId> ids = new ArrayList<>(ledgers.keySet());
        return ids.isEmpty() ? null : ids.get(random.nextInt(ids.size()));
    }

    /** A queue gets its next task. */
    private void submitTask() {
        ExecutionId id = anyExecution();
        if (id != null) {
            submitTask(id);
        }
    }

    void submitTask(ExecutionId id) {
        Belief now = forecasts.get(id).now();
        DrawnGraph graph = ledgers.get(id).graph;
        int next = now.nodes().size();
        if (graph.grows && !now.stopping() && next < graph.size()) {
            tell(on -> on.signal(id, at -> new Signal.TaskSubmitted(at, graph.task(next), List.of())));
        }
    }

    /** A queue gets no more tasks. */
    void close(ExecutionId id) {
        tell(on -> on.signal(id, Signal.CloseAsked::new));
    }

    private void beat() {
        workers.drawn().ifPresent(order -> {
            forecasts.get(order.execution()).beaten(order, clock.micros());
            if (random.nextBoolean()) {
                order.beat(clock.nanos());
            } else {
                order.beat(clock.nanos(), JsonValue.of(random.nextInt(100), "progress"));
            }
        });
    }

    private void decide() {
        ExecutionId id = anyExecution();
        List<Node> nodes = id == null ? List.of() : forecasts.get(id).now().nodes();
        Decision decision = Decision.values()[random.nextInt(Decision.values().length)];
        for (int node = 0; node < nodes.size(); node++) {
            if (nodes.get(node).status() == TaskStatus.WAITING && nodes.get(node).due() == null) {
                Activation activation = new Activation(node, Activation.NO_ITEM, nodes.get(node).n());
                tell(on -> on.signal(id, at -> new Signal.Decided(at, activation, decision, "test")));
            }
        }
    }

    private void cancel() {
        ExecutionId id = anyExecution();
        if (id != null) {
            boolean one = random.nextBoolean();
            int known = forecasts.get(id).now().nodes().size();
            if (one && known == 0) {
                return;
            }
            Integer node = one ? (Integer) random.nextInt(known) : null;
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
        forecasts.values().forEach(Forecast::crashed);
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
        tell(on -> {
            on.suspend("shutdown", PATIENCE.toNanos());
            forecasts.values().forEach(each -> each.shutDown(on.now()));
        });
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

    private void retry() {
        ExecutionId id = anyExecution();
        Ledger ledger = id == null ? null : ledgers.get(id);
        if (ledger != null
                && (ledger.workflow == WorkflowStatus.FAILED || ledger.workflow == WorkflowStatus.CANCELLED)) {
            resume(id, List.of(at -> new Signal.RetryAsked(at, "test")));
        }
    }

    private void resume(ExecutionId id, List<LongFunction<Signal>> first) {
        Hosted hosted = hosted(id);
        store.replay(id, hosted::replay);
        tell(on -> on.roster().takeUp(hosted, first, on.now()));
    }
}
