package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.core.event.EventBus;
import dev.orchestration.core.event.ScheduleEvent;
import dev.orchestration.core.schedule.RegisteredSchedule;
import dev.orchestration.core.schedule.Schedule;
import dev.orchestration.core.schedule.ScheduleBuilder;
import dev.orchestration.core.schedule.ScheduleClerk;
import dev.orchestration.core.schedule.ScheduleManager;
import dev.orchestration.core.schedule.ScheduleRuns;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.Clock;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.Times;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.state.journal.InMemoryStore;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.state.record.KindStamp;
import dev.orchestration.state.record.RecordRow;
import dev.orchestration.state.record.Records;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.TaskSettings;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.decide.Signal.AttemptResult;
import dev.orchestration.tasks.orchestrator.Attempt;
import dev.orchestration.tasks.orchestrator.EndReason;
import dev.orchestration.tasks.orchestrator.SessionLimits;
import dev.orchestration.tasks.orchestrator.SteppedDrive;
import dev.orchestration.tasks.orchestrator.TaskOrchestrator;
import dev.orchestration.tasks.orchestrator.Workers;
import dev.orchestration.tasks.orchestrator.World;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.Executions;
import dev.orchestration.workflow.Launch;
import dev.orchestration.workflow.Launcher;
import dev.orchestration.workflow.WorkflowManager;
import dev.orchestration.workflow.durations.ObservedDurations;
import dev.orchestration.workflow.parallel.ParallelSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Schedules fired on the real loop, whose time and workers are the test's; what is recorded outlives each engine. */
final class ScheduleStage {
    private static final ActionRegistry ACTIONS = ActionRegistry.standard();
    private static final WorkingDirectory HERE = new WorkingDirectory(Path.of("."), List.of());

    /** Both clocks go together, until somebody sets that on the wall. */
    static final class SetClock implements Clock {
        private long micros;
        private long nanos;

        @Override
        public long micros() {
            return micros;
        }

        @Override
        public long nanos() {
            return nanos;
        }

        void set(Instant wall) {
            micros = ChronoUnit.MICROS.between(Instant.EPOCH, wall);
        }
    }

    /** The process dies at a call, before or after what it does. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1;
    }

    final SetClock clock = new SetClock();
    final InMemoryStore store = new InMemoryStore(Path.of("logs"), new Owner("u", 1, "h", "b", 1, 1, 0, null));
    final List<ScheduleEvent> news = new ArrayList<>();
    private final List<Hand> held = new ArrayList<>();
    private final List<Hand> started = new ArrayList<>();
    private final Deque<Runnable> errands = new ArrayDeque<>();
    private final IdSource ids = IdSource.sequence("x");
    private boolean holding;
    private int deathIn = Integer.MAX_VALUE;
    private int calls;
    private SteppedDrive drive = new SteppedDrive();
    private ScheduleManager manager;

    private ScheduleStage(Instant now) {
        clock.set(now);
    }

    /** An engine on an empty store. */
    static ScheduleStage at(String now) {
        ScheduleStage stage = new ScheduleStage(Instant.parse(now));
        stage.begin();
        return stage;
    }

    /** Runs go on until they are let go. */
    ScheduleStage holding() {
        holding = true;
        return this;
    }

    /** What is held ends. */
    ScheduleStage letGo() {
        holding = false;
        held.forEach(Hand::complete);
        held.clear();
        settle();
        return this;
    }

    ScheduleManager schedules() {
        return manager;
    }

    ScheduleStage add(ScheduleBuilder schedule) {
        var unused = manager.add(schedule.build());
        settle();
        return this;
    }

    RegisteredSchedule get(String name) {
        return manager.get(name);
    }

    /** So many calls that write, or begin something, are still made; the next one is the last of the process. */
    ScheduleStage diesAtCall(int call) {
        calls = 0;
        deathIn = call;
        return this;
    }

    /** A process that came to its end is followed by another one. */
    boolean until(String time) {
        try {
            run(Instant.parse(time));
            return true;
        } catch (Death e) {
            deathIn = Integer.MAX_VALUE;
            return false;
        }
    }

    /** The engine is gone; nothing happens until it is begun again. */
    ScheduleStage down(String until) {
        die();
        clock.set(Instant.parse(until));
        return this;
    }

    private void die() {
        errands.clear();
        held.clear();
        started.clear();
        drive = new SteppedDrive();
    }

    /** Another engine on the same store. */
    ScheduleStage begin() {
        die();
        drive = new SteppedDrive();
        World world = new World(clock, ids, drive, new Hands(), () -> Runnable::run);
        ResourceManager resources = new ResourceManager(clock);
        TaskOrchestrator loop = new TaskOrchestrator(world, store, resources, 50, TaskSettings.of(() -> ACTIONS, HERE));
        loop.startBackgroundProcessing();
        Definitions definitions = new Definitions();
        Executions executions = new Executions(store.archive(), owner -> false, definitions);
        Launcher launcher = new Launcher(loop, resources, ACTIONS, executions, new ObservedDurations(store.archive()));
        WorkflowManager workflows = new WorkflowManager(
                definitions, () -> launcher, () -> executions, () -> ParallelSettings.with(ACTIONS));
        workflows.createWorkflow(definitions.parse(
                "{name: w, parameters: {day: {type: string, default: x}}, steps: [{name: a, action: core.noop}]}",
                "w"));
        SessionLimits recovered = new SessionLimits(new SessionId("recovered"), 50, 50);
        launcher.recover(
                executions.leftBehind(),
                row -> new Launch(recovered, OrchestrationMode.PARALLEL, null, HERE, Map.of(), handle -> {}));
        EngineSettings settings = EngineSettings.inMemory().withClock(clock).withDirectory(HERE);
        ScheduleOffice office = new ScheduleOffice(
                settings,
                new Lifetime(),
                definitions,
                () -> workflows,
                () -> ACTIONS,
                () -> store,
                () -> loop,
                new EventBus(clock, () -> Runnable::run),
                new RealWorld(new Lifetime()));
        Records records = new Mortal(store.records());
        ScheduleClerk clerk = new ScheduleClerk(
                records,
                new ScheduleRuns() {
                    @Override
                    public ExecutionId begin(Schedule schedule, Instant time, Runnable ended) {
                        // Whoever hangs onto an end is told by a thread of the machine; here the loop tells.
                        return mortal(() -> office.begin(schedule, time, () -> {}));
                    }

                    @Override
                    public boolean isOpen(ExecutionId execution) {
                        return office.isOpen(execution);
                    }
                },
                clock,
                errands::add,
                List.of(errands::add, errands::add),
                news::add);
        manager = new ScheduleManager(
                store.records(),
                clock,
                told -> {
                    news.add(told);
                    clerk.look();
                },
                office);
        var unused = loop.listen((execution, events) -> {
            if (events.stream().anyMatch(Event.ExecutionEnded.class::isInstance)) {
                clerk.look();
            }
        });
        clerk.open(Times.instant(clock.micros()), loop.ownerDesk().alarm(clerk::look)::set);
        loop.ownerDesk().every(Duration.ofSeconds(1), clerk::lookIfNeeded);
        settle();
        return this;
    }

    private <T> T mortal(Supplier<T> call) {
        boolean dies = ++calls >= deathIn;
        if (dies && calls % 2 == 0) { // before it is done; else after
            throw new Death();
        }
        T done = call.get();
        if (dies) {
            throw new Death();
        }
        return done;
    }

    /** Rows of a process that may die. */
    private final class Mortal implements Records {
        private final Records rows;

        Mortal(Records rows) {
            this.rows = rows;
        }

        @Override
        public Optional<RecordRow> find(String kind, String key) {
            return rows.find(kind, key);
        }

        @Override
        public List<RecordRow> all(String kind) {
            return rows.all(kind);
        }

        @Override
        public boolean add(String kind, String key, String json, long at) {
            return mortal(() -> rows.add(kind, key, json, at));
        }

        @Override
        public boolean replace(RecordRow before, String json, long at) {
            return mortal(() -> rows.replace(before, json, at));
        }

        @Override
        public boolean remove(RecordRow row) {
            return mortal(() -> rows.remove(row));
        }

        @Override
        public int removeAll(List<RecordRow> all) {
            return mortal(() -> rows.removeAll(all));
        }

        @Override
        public long revision() {
            return rows.revision();
        }

        @Override
        public KindStamp stamp(String kind) {
            return rows.stamp(kind);
        }
    }

    private final class Hand implements Workers.Carried {
        private final Attempt attempt;
        private boolean told;

        Hand(Attempt attempt) {
            this.attempt = attempt;
        }

        void complete() {
            tell(Outcome.COMPLETED);
        }

        private void tell(Outcome outcome) {
            if (!told) {
                told = true;
                long now = clock.micros();
                attempt.returned(new AttemptResult(outcome, now, now, null, List.of(), null, null));
            }
        }

        @Override
        public void end(EndReason reason) {
            tell(Outcome.CANCELLED);
        }

        @Override
        public void abandon() {}
    }

    private final class Hands implements Workers {
        @Override
        public Carried start(Attempt attempt) {
            Hand hand = new Hand(attempt);
            started.add(hand);
            return hand;
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    /** All that can happen at this moment does. */
    void settle() {
        boolean goesOn = true;
        while (goesOn) {
            goesOn = false;
            for (Runnable errand = errands.poll(); errand != null; errand = errands.poll()) {
                errand.run();
                goesOn = true;
            }
            List<Hand> now = new ArrayList<>(started);
            started.clear();
            for (Hand hand : now) {
                hand.attempt.begun(clock.micros());
                if (holding) {
                    held.add(hand);
                } else {
                    hand.complete();
                }
            }
            while (drive.hasMessages()) {
                drive.step();
                goesOn = true;
            }
        }
    }

    private void run(Instant end) {
        long until = ChronoUnit.MICROS.between(Instant.EPOCH, end);
        settle();
        while (clock.micros < until) {
            OptionalLong timer = drive.nextTimer();
            long left = (until - clock.micros) * 1_000;
            long step = timer.isPresent() ? Math.max(1_000, timer.getAsLong() - clock.nanos) : left;
            long micros = (Math.min(step, left) + 999) / 1_000;
            clock.micros += micros;
            clock.nanos += micros * 1_000;
            drive.step();
            settle();
        }
    }

    /** By request key, when the executions were created: the journal, folded. */
    Map<String, List<Instant>> recorded() {
        Map<String, List<Instant>> found = new TreeMap<>();
        store.eachExecution(row -> store.events(row.id()).forEach(event -> {
            if (event instanceof Event.ExecutionCreated created) {
                found.computeIfAbsent(String.valueOf(created.requestKey()), any -> new ArrayList<>())
                        .add(Times.instant(created.at()));
            }
        }));
        return found;
    }

    /** The times for which the schedule ran; none may have run twice. */
    List<String> ran(String name) {
        List<String> times = new ArrayList<>();
        recorded().forEach((key, created) -> {
            if (key.startsWith("schedule:" + name + "@")) {
                assertThat(created).as(key).hasSize(1);
                times.add(key.substring(key.indexOf('@') + 1));
            }
        });
        return times;
    }

    /** Those times in the order in which their executions were created. */
    List<String> begunInOrder(String name) {
        List<String> times = new ArrayList<>();
        store.eachExecution(row -> store.events(row.id()).forEach(event -> {
            if (event instanceof Event.ExecutionCreated created) {
                String key = String.valueOf(created.requestKey());
                times.add(key.substring(key.indexOf('@') + 1));
            }
        }));
        return times;
    }

    String now() {
        return Times.instant(clock.micros()).toString();
    }

    /** It does not die any more. */
    ScheduleStage survives() {
        deathIn = Integer.MAX_VALUE;
        return this;
    }

    long open() {
        List<ExecutionRow> open = store.archive().openExecutions();
        return open.size();
    }

    List<String> told(String change) {
        return news.stream()
                .filter(each -> each.change().equals(change))
                .map(each -> String.valueOf(Times.instant(each.time())))
                .toList();
    }
}
