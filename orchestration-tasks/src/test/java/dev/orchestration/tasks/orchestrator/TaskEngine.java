package dev.orchestration.tasks.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.Clock;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.journal.Batch;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.state.journal.InMemoryStore;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.TaskBuilder;
import dev.orchestration.tasks.TaskId;
import dev.orchestration.tasks.TaskSettings;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.action.ActionContext;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.live.LiveWorld;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;

/**
 * Plain tasks on real threads and a store in memory. The action {@code test.run} writes the task's id down and echoes its
 * message; {@code test.gate} begins, and ends when its gate is opened; {@code test.fail} fails.
 */
final class TaskEngine implements AutoCloseable {
    final ResourceManager resources = new ResourceManager();
    final ActionRegistry actions = ActionRegistry.standard();
    final List<String> ran = Collections.synchronizedList(new ArrayList<>());
    final InMemoryStore store;
    final TaskOrchestrator engine;
    private final SeenDrive drive;
    private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();
    private final Map<String, Semaphore> begun = new ConcurrentHashMap<>();
    private final Path folder;
    private final int slots;

    private TaskEngine(Path folder, InMemoryStore store, int slots, Clock clock, UnaryOperator<TaskSettings> settings) {
        this.folder = folder;
        this.store = store;
        this.slots = slots;
        World live = LiveWorld.create(clock, IdSource.sequence("x"), Map.of(), Map.of());
        drive = new SeenDrive(live.drive());
        World world = new World(clock, live.ids(), drive, live.workers(), live.listeners());
        WorkingDirectory here = new WorkingDirectory(folder, List.of());
        engine = new TaskOrchestrator(
                world, store, resources, slots, settings.apply(TaskSettings.of(() -> actions, here)));
        actions.register("test", "run", this::run);
        actions.register("test", "gate", this::gate);
        actions.register("test", "fail", ctx -> {
            run(ctx);
            throw new IllegalStateException("no");
        });
    }

    static TaskEngine stopped(Path folder) {
        return with(folder, 4, settings -> settings);
    }

    static TaskEngine with(Path folder, int slots, UnaryOperator<TaskSettings> settings) {
        return new TaskEngine(folder, store(folder, 1), slots, Clock.system(), settings);
    }

    /** An engine for which time passes when the test says so, and which notices when it is asked something. */
    static TaskEngine at(Path folder, int slots, Clock clock) {
        return new TaskEngine(folder, store(folder, 1), slots, clock, settings -> settings).start();
    }

    private static InMemoryStore store(Path folder, int epoch) {
        return new InMemoryStore(folder, new Owner("u", epoch, "h", "b", 1, 1, 1, null));
    }

    static TaskEngine started(Path folder) {
        return stopped(folder).start();
    }

    TaskEngine start() {
        engine.startBackgroundProcessing();
        return this;
    }

    TaskEngine resource(String id, ResourceType type, double capacity) {
        resources.register(new Resource(new ResourceId(id), type, capacity));
        return this;
    }

    /** Another engine, on what was committed so far; this one is as good as dead. */
    TaskEngine afterAKill() {
        return afterAKill(actions -> {});
    }

    /** As above, an engine that knows other actions. */
    TaskEngine afterAKill(java.util.function.Consumer<ActionRegistry> more) {
        TaskEngine next = afterAKillWith(settings -> settings);
        more.accept(next.actions);
        return next;
    }

    /** As above, an engine that is set up otherwise. */
    TaskEngine afterAKillWith(UnaryOperator<TaskSettings> settings) {
        InMemoryStore copy = store(folder, 2);
        List<ExecutionRow> rows = new ArrayList<>(store.newestExecutions(1_000));
        Collections.reverse(rows);
        rows.forEach(row -> store.replay(row.id(), commit -> copy.append(new Batch(List.of(commit), List.of()))));
        return new TaskEngine(folder, copy, slots, Clock.system(), settings);
    }

    static TaskBuilder task(String id) {
        return Task.named(id, "test", "run").id(id);
    }

    static TaskBuilder gated(String id) {
        return Task.named(id, "test", "gate").id(id);
    }

    static TaskBuilder failing(String id) {
        return Task.named(id, "test", "fail").id(id).maxRetries(0);
    }

    static TaskId id(String id) {
        return new TaskId(id);
    }

    TaskId submit(TaskBuilder task) {
        return engine.submitTask(task.build());
    }

    private Object run(ActionContext ctx) {
        ran.add(ctx.step());
        return ctx.parameters().get("message");
    }

    private Object gate(ActionContext ctx) throws InterruptedException {
        ran.add(ctx.step());
        begun.computeIfAbsent(ctx.step(), key -> new Semaphore(0)).release();
        gates.computeIfAbsent(ctx.step(), key -> new CountDownLatch(1)).await();
        return null;
    }

    void awaitBegun(String id) throws InterruptedException {
        begun.computeIfAbsent(id, key -> new Semaphore(0)).acquire();
    }

    void open(String id) {
        gates.computeIfAbsent(id, key -> new CountDownLatch(1)).countDown();
    }

    /** The loop's next timer; exact when nothing happens. */
    OptionalLong nextTimer() {
        return drive.steps.nextTimer();
    }

    TaskEngine thenAllEnd() {
        assertThat(engine.awaitCompletion(Duration.ofSeconds(60)))
                .as("all tasks end")
                .isTrue();
        return this;
    }

    TaskEngine then(String id, TaskStatus status) {
        assertThat(engine.getTaskStatus(id(id))).as(id).isEqualTo(status);
        return this;
    }

    List<ExecutionId> queues() {
        return store.newestExecutions(100).stream()
                .map(ExecutionRow::id)
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        gates.values().forEach(CountDownLatch::countDown);
        engine.suspend("end of the test", Duration.ZERO);
    }
}
