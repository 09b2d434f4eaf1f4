package dev.orchestration.tasks.orchestrator;

import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.ManualClock;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.InMemoryStore;
import dev.orchestration.state.journal.Journal;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.state.journal.StoredDefinition;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.decide.Decider;
import dev.orchestration.tasks.decide.DependencyDecider;
import dev.orchestration.tasks.decide.ExecutionPlan;
import dev.orchestration.tasks.decide.Rules;
import dev.orchestration.tasks.decide.SelectionPolicy;
import dev.orchestration.tasks.decide.Signal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;

/** A world drawn from a seed, in which everything happens that may, in any order. */
final class Play {
    final Random random;
    final ManualClock clock = new ManualClock(Stage.START);
    final InMemoryStore store;
    final Map<ExecutionId, Ledger> ledgers = new LinkedHashMap<>();
    final PlayWorkers workers = new PlayWorkers(this);
    final int slots;
    final SessionLimits session;
    final double gpus;
    final Map<ExecutionId, Forecast> forecasts = new LinkedHashMap<>();
    /** Those that were submitted, as they were then. */
    final Map<ExecutionId, Hosted> newcomers = new LinkedHashMap<>();

    final Objections objections = new Objections();
    final Map<AttemptKey, Signal.AttemptResult> told = new HashMap<>();
    final Sabotage sabotage;
    final Visits visits;
    private final Random lapses;
    final World world = new World(clock, IdSource.sequence("x"), new SteppedDrive(), workers, () -> Runnable::run);
    private final Inspector inspector = new Inspector(this);
    private double forgets;
    private final long seed;
    private Storm storm;
    final Acts acts = new Acts(this);
    ResourceManager resources = new ResourceManager();
    Loop loop;

    Play(long seed, Sabotage sabotage, Visits visits) {
        this.seed = seed;
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

    /** Another loop on what was recorded. */
    void openAgain() {
        loop = newLoop();
    }

    private Journal journal() {
        return storm == null ? calm() : storm;
    }

    /** The journal is hit by all that may happen to one, this often. */
    Play inStorm(double often) {
        storm = new Storm(calm(), seed, often);
        openAgain();
        return this;
    }

    Storm storm() {
        return storm;
    }

    private Journal calm() {
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
        int count = 10 + random.nextInt(60);
        for (int i = 0; i < count; i++) {
            forget();
            acts.act();
            step();
        }
        if (storm != null) {
            storm.ends();
        }
        new Ending(this).play();
        List<Event> all = new ArrayList<>();
        ledgers.keySet().forEach(id -> all.addAll(store.events(id)));
        return all;
    }

    void tell(Consumer<Loop> act) {
        loop.reception().post(Message.of(act));
    }

    void tellUrgently(Consumer<Loop> act) {
        loop.reception().post(Message.urgent(act));
    }

    void step() {
        boolean stood = loop.trouble().isPresent();
        var unused = storm != null && storm.takeWentOn();
        loop.step(Drive.NO_READING);
        objections.requireNone();
        forgetWhoWasRefused();
        if (storm != null && storm.takeDeath()) {
            acts.crash();
            step();
            return;
        }
        if (storm != null && loop.stopped()) {
            forecasts.values().forEach(Forecast::crashed); // what was decided last is perhaps not recorded
            return; // and what it ran goes on with the next one
        }
        if (loop.trouble().isPresent()) {
            boolean again = storm != null && storm.takeWentOn(); // one standstill followed the other
            if (!stood || again) {
                forecasts.values().forEach(each -> each.heldUp(clock.micros()));
            }
            return; // nothing goes on, and what is decided is not recorded
        }
        if (!loop.stopped()) {
            forecasts.values().forEach(each -> each.stepped(clock.micros()));
        }
        inspector.look();
    }

    /** Of who is refused the engine knows nothing, and so does the model. */
    private void forgetWhoWasRefused() {
        newcomers.forEach((id, hosted) -> {
            if (isRefused(hosted) && ledgers.get(id).workflow == null) {
                forecasts.get(id).crashed();
            }
        });
    }

    private static boolean isRefused(Hosted hosted) {
        boolean kept = hosted.accepted()
                .handle((done, why) -> why instanceof UndecidedException)
                .getNow(false);
        return hosted.accepted().isCompletedExceptionally() && !kept;
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

    Hosted hosted(ExecutionId id) {
        Function<Rules, Decider> deciders =
                rules -> new Witness(sabotage.decider(new DependencyDecider(rules)), forecasts.get(id), told, sabotage);
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
}
