package dev.orchestration.tasks.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Failure;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.ManualClock;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.state.journal.InMemoryStore;
import dev.orchestration.state.journal.Journal;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.state.journal.StoredDefinition;
import dev.orchestration.state.journal.StreamEnd;
import dev.orchestration.tasks.OnConflict;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.decide.Again;
import dev.orchestration.tasks.decide.Ask;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.Signal;
import dev.orchestration.tasks.decide.TaskResults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Plays a graph on the real loop without threads: time stands still and attempts end when the test says so. */
final class Stage {
    static final long START = 1_700_000_000_000_000L;

    final ManualClock clock = new ManualClock(START);
    final HandWorkers workers = new HandWorkers();
    final ResourceManager resources = new ResourceManager(clock);
    final InMemoryStore store;
    final List<ExecutionId> executions = new ArrayList<>();
    Hosted last;
    Loop loop;
    private final World world;
    private final int slots;
    private Journal journal;
    private Graph graph;
    private Claim claim;
    private SessionLimits session = new SessionLimits(new SessionId("s"), 1_000, 2);

    private Stage(Graph graph, int slots) {
        this.graph = graph;
        this.slots = slots;
        this.store = new InMemoryStore(Path.of("logs"), new Owner("u", 1, "h", "b", 1, 1, START, null));
        this.world = new World(clock, IdSource.sequence("x"), new SteppedDrive(), workers, () -> Runnable::run);
        this.journal = store;
        this.loop = newLoop();
    }

    /** From its n-th commit on the store takes nothing more. */
    Stage failsFromCommit(int n) {
        AtomicInteger count = new AtomicInteger();
        journal = batch -> {
            if (count.incrementAndGet() >= n) {
                throw new OrchestrationException(ErrorCode.STORE_UNAVAILABLE, "the disk is full");
            }
            store.append(batch);
        };
        loop = newLoop();
        return this;
    }

    /** Records in {@code other} from now on; for a new loop. */
    Stage recordingIn(Journal other) {
        journal = other;
        loop = newLoop();
        return this;
    }

    /** So many brief attempts are handed out beyond the slots. */
    Stage ahead(int most) {
        workers.ahead(most);
        loop = newLoop();
        return this;
    }

    private Loop newLoop() {
        return new Loop(world, new Environment(journal, resources, slots, false, Path.of("logs")));
    }

    static Stage given(Graph graph) {
        return new Stage(graph, 100);
    }

    static Stage given(Graph graph, int slots) {
        return new Stage(graph, slots);
    }

    Stage resource(String id, double capacity) {
        resources.register(new Resource(new ResourceId(id), ResourceType.CUSTOM, capacity));
        return this;
    }

    /** Whatever is submitted from now on belongs to another session. */
    Stage session(String id, int tasks, int workflows, double weight) {
        session = new SessionLimits(new SessionId(id), tasks, workflows, weight);
        return this;
    }

    Hosting hosting() {
        var plan = graph.plan();
        return new Hosting(
                plan,
                graph.rules(),
                new StoredDefinition("sha256:x", "play", "{}", List.of()),
                graph.policy(plan, slots, resources),
                graph.maxParallel(),
                graph.timeout(),
                new WorkingDirectory(Path.of("."), List.of()),
                session,
                claim);
    }

    /** Whatever is taken up from now on is this graph. */
    Stage graph(Graph other) {
        graph = other;
        return this;
    }

    /** Whatever is submitted from now on needs this key. */
    Stage key(String key, int limit, OnConflict onConflict) {
        claim = new Claim("play", key, limit, onConflict);
        return this;
    }

    /** Submits the graph once more and makes one step. */
    Stage started() {
        return startedAt(null);
    }

    /** @param receipt of the command at which it begins, if it is one */
    Stage startedAt(@Nullable Receipt receipt) {
        return begun(receipt, List.of());
    }

    /** Submits the graph once more as a fork whose beginning says this, and makes one step. */
    Stage startedWith(Event... beginning) {
        return begun(null, List.of(beginning));
    }

    private Stage begun(@Nullable Receipt receipt, List<Event> beginning) {
        Hosted hosted = new Hosted(new ExecutionId(world.ids().next()), hosting());
        executions.add(hosted.id());
        last = hosted;
        tell(on -> {
            on.roster().hostNew(hosted);
            hosted.emit(new Event.ExecutionCreated(
                    on.now(), "play", "sha256:x", Map.of(), "s", graph.mode().wire(), 7, ".", List.of()));
            beginning.forEach(hosted::emit);
            if (receipt != null) {
                on.roster()
                        .note(
                                receipt.done(on.now(), hosted.id()),
                                store.archive().end(StreamEnd.ENGINE));
            }
            on.roster().enrollNew(hosted, on.now());
        });
        return step();
    }

    /** Submits another graph; what is asked from now on is asked about this one. */
    Stage startedToo(Graph other) {
        graph = other;
        return started();
    }

    void tell(Consumer<Loop> act) {
        loop.reception().post(Message.of(act));
    }

    Stage step() {
        loop.step(Drive.NO_READING);
        return this;
    }

    Stage whenCompletes(String... steps) {
        return when(Outcome.COMPLETED, null, steps);
    }

    Stage whenFails(String... steps) {
        return when(Outcome.FAILED, new Failure("Boom", "it broke", ErrorKind.EXTERNAL), steps);
    }

    /** They complete, and {@code until} does not hold. */
    Stage whenGoesRound(String... steps) {
        for (String step : steps) {
            reportAgain(workers.take(step));
        }
        return step();
    }

    void reportAgain(Attempt order) {
        long now = clock.micros();
        Object output = new Again(order.label());
        order.returned(new Signal.AttemptResult(Outcome.COMPLETED, now, now, output, List.of(), null, null));
    }

    Stage whenFailsByTheUsersFault(String step) {
        return when(Outcome.FAILED, new Failure("Bad", "wrong input", ErrorKind.USER), step);
    }

    private Stage when(Outcome outcome, Failure error, String... steps) {
        for (String step : steps) {
            report(workers.take(step), outcome, error);
        }
        return step();
    }

    void report(Attempt order, Outcome outcome, Failure error) {
        long now = clock.micros();
        order.returned(new Signal.AttemptResult(outcome, now, now, order.label(), List.of(), error, null));
    }

    Stage after(Duration time) {
        clock.advance(time);
        return step();
    }

    Stage whenCancelled() {
        return whenCancelled(CancelScope.EXECUTION, null);
    }

    Stage whenCancelled(CancelScope scope, Integer node) {
        tell(on -> on.signal(execution(), at -> new Signal.CancelAsked(at, scope, node, "test", "no more")));
        return step();
    }

    /** The process dies: the loop is gone, what was committed stays, and a new loop takes the execution up. */
    Stage whenTheProcessDiesAndAnotherTakesOver(String... verbs) {
        workers.forget();
        loop = newLoop();
        return resume(at -> new Signal.Recovered(at, "test"));
    }

    /** The engine is closed in order, which ends what runs, and another takes the execution up. */
    Stage whenTheEngineIsClosedAndOpenedAgain() {
        return whenTheEngineIsClosedAndOpenedAgain(Duration.ZERO);
    }

    Stage whenTheEngineIsClosedAndOpenedAgain(Duration meanwhile) {
        tell(on -> on.suspend("shutdown", Duration.ofSeconds(15).toNanos()));
        step();
        whenFails(workers.running().toArray(String[]::new));
        clock.advance(meanwhile);
        return whenTheProcessDiesAndAnotherTakesOver();
    }

    /** Somebody asks something of it; what makes no sense is thrown. */
    Stage asked(Ask ask) {
        Signal signal = ask.signal(last.state(), clock.micros());
        tell(on -> last.decide(signal));
        return step();
    }

    /** The process dies, and another takes the execution up so. */
    Stage whenFound(LongFunction<Signal> first) {
        workers.forget();
        loop = newLoop();
        return resume(first);
    }

    /** The loop that is there takes the execution up so. */
    Stage whenFoundHere(LongFunction<Signal> first) {
        return resume(first);
    }

    Stage whenRetriedByHand() {
        return resume(at -> new Signal.RetryAsked(at, "test"));
    }

    /** A person tries again whatever ended badly. */
    Stage whenRetriedByHandIfNeeded() {
        return state().lifecycle().status() == WorkflowStatus.COMPLETED ? this : whenRetriedByHand();
    }

    private Stage resume(LongFunction<Signal> first) {
        Hosted hosted = new Hosted(execution(), hosting());
        store.replay(execution(), hosted::replay);
        last = hosted;
        tell(on -> on.roster().takeUp(hosted, List.of(first), on.now()));
        return step();
    }

    Stage thenRunning(String... steps) {
        assertThat(workers.running()).containsExactly(steps);
        return this;
    }

    Stage then(String step, TaskStatus status) {
        assertThat(TaskResults.of(state()).get(step).status()).as(step).isEqualTo(status);
        return this;
    }

    Stage thenBlocked(String step, String... by) {
        then(step, TaskStatus.BLOCKED);
        assertThat(TaskResults.of(state()).get(step).blockedBy()).containsExactly(by);
        return this;
    }

    Stage thenEnded(WorkflowStatus status) {
        assertThat(state().lifecycle().status()).isEqualTo(status);
        return this;
    }

    ExecutionId execution() {
        return executions.get(executions.size() - 1);
    }

    /** The state as the recorded events tell it: nothing else counts. */
    ExecutionState state() {
        return state(execution());
    }

    ExecutionState state(ExecutionId id) {
        var state = new ExecutionState(id, hosting().plan(), hosting().policy());
        store.events(id).forEach(state::apply);
        return state;
    }

    List<Event> events() {
        return store.events(execution());
    }

    long recordedStarts() {
        return executions.stream()
                .flatMap(id -> store.events(id).stream())
                .filter(Event.AttemptStarted.class::isInstance)
                .count();
    }
}
