package dev.orchestration.tasks.orchestrator;

import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.Store;
import dev.orchestration.tasks.Decision;
import dev.orchestration.tasks.ExecutionStats;
import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.TaskId;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskSettings;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Carries executions out: the façade of the loop. Thread-safe; every method posts to the loop and waits, where it waits,
 * for the commit of what it asked for.
 */
public final class TaskOrchestrator implements PlainTasks, AutoCloseable {
    private final World world;
    private final Environment environment;
    private final FrontDesk desk;
    private final ExecutionHost executions;
    private final OwnerDesk ownerDesk;
    private final TaskQueue tasks;
    private final Lending lending;
    private final Scenes scenes;
    private final AtomicBoolean closing = new AtomicBoolean();

    /** As the other constructor, with {@link TaskSettings#standard()}. */
    public TaskOrchestrator(World world, Store store, ResourceManager resources, int slots) {
        this(world, store, resources, slots, TaskSettings.standard());
    }

    /**
     * Makes an orchestrator on a store that this process owns; nothing is read from it yet, and no thread started.
     *
     * @param slots attempts at once, over all executions
     * @param settings of plain tasks
     */
    public TaskOrchestrator(World world, Store store, ResourceManager resources, int slots, TaskSettings settings) {
        this.world = world;
        this.environment = Environment.of(store, resources, slots);
        Loop loop = new Loop(world, environment);
        this.desk = new FrontDesk(world, loop);
        this.executions = new ExecutionHost(desk, store.archive(), world.ids());
        this.ownerDesk = new OwnerDesk(desk, executions, new Asking(desk, store.archive()));
        this.lending = new Lending(world.workers(), loop.reception());
        TaskQueue.Parts parts = new TaskQueue.Parts(settings, world.ids(), lending);
        this.tasks = new TaskQueue(desk, executions, store.archive(), resources, parts);
        this.scenes = new Scenes(desk, environment, store.archive(), settings.actions());
        desk.hear(resources, store);
    }

    /** Lets what was submitted start, and what is submitted from now on; idempotent. */
    public void startBackgroundProcessing() {
        desk.start();
    }

    /**
     * Accepts a new execution. Returns when that is recorded; it begins once background processing was started.
     *
     * @param birth makes its first event
     * @param context what the shared context begins with
     * @throws OrchestrationException if the engine is closed or the store does not take it
     */
    public Accepted submit(Hosting hosting, Birth birth, Map<String, Object> context) {
        return desk.accepted(executions.submit(hosting, birth, context, null));
    }

    /**
     * Takes up an execution that an earlier process, or an earlier life in this one, has recorded.
     *
     * @param history its commits, in order
     * @param first what to tell its decider before anything else, in order
     * @throws OrchestrationException ({@code WRONG_STATE}) if this engine carries it out already, if {@code history} is out
     *     of date, or if it has ended and {@code first} does not change that
     */
    public Accepted resume(ExecutionId id, Hosting hosting, List<Commit> history, List<LongFunction<Signal>> first) {
        return desk.accepted(executions.resume(new Hosted(id, hosting), history, first, null));
    }

    /**
     * Why nothing can be recorded, and so nothing goes on; empty if all is well. It goes on by itself if the code is one
     * that {@linkplain dev.orchestration.state.ErrorCode#mayPass may pass}; else this engine does nothing more: close it.
     */
    public Optional<OrchestrationException> trouble() {
        return desk.trouble();
    }

    /** Where commands of other processes are carried out. */
    public OwnerDesk ownerDesk() {
        return ownerDesk;
    }

    /** All that the loop knows, as data. */
    public Scenes scenes() {
        return scenes;
    }

    /** Asks for the end of an execution for good; says whether this engine carries it out at the moment. */
    public boolean cancel(ExecutionId id, String by, String reason) {
        return executions.cancel(id, by, reason, null);
    }

    /**
     * A look at a live execution as it is after the next commit, null if this engine does not carry it out. {@code view} runs
     * on the loop, so it must be quick, and it must not keep the state.
     */
    public <T> @Nullable T inspect(ExecutionId id, Function<ExecutionState, @Nullable T> view) {
        return executions.inspect(id, view);
    }

    /**
     * Waits for the end of an execution, as {@link PlainTasks} says of attempts that wait.
     *
     * @param end completed by the execution's end
     * @throws OrchestrationException ({@code TIMEOUT}) if it takes longer, ({@code CLOSED}) if interrupted
     * @throws dev.orchestration.tasks.CircularWaitException if the attempt would wait for itself
     */
    public <T> T await(ExecutionId id, CompletableFuture<T> end, @Nullable Duration patience) {
        return lending.get(
                end,
                new Awaiting.OfExecution(id),
                patience,
                () -> "execution " + id + " did not end within " + patience + "; it goes on");
    }

    @Override
    public void takeUpTasks() {
        tasks.goOn();
    }

    @Override
    public TaskId submitTask(Task task) {
        return tasks.submit(task);
    }

    @Override
    public TaskResult executeTask(Task task, @Nullable Duration patience) {
        return tasks.execute(task, patience);
    }

    @Override
    public TaskResult awaitTask(TaskId id, @Nullable Duration patience) {
        return tasks.await(id, patience);
    }

    @Override
    public boolean awaitCompletion(Duration patience) {
        return tasks.awaitAll(patience);
    }

    @Override
    public boolean cancelTask(TaskId id, String by, String reason) {
        return tasks.cancel(id, by, reason);
    }

    @Override
    public void decideTask(TaskId id, Decision decision, String by) {
        tasks.decide(id, decision, by);
    }

    @Override
    public Task getTask(TaskId id) {
        return tasks.task(id);
    }

    @Override
    public TaskStatus getTaskStatus(TaskId id) {
        return tasks.status(id);
    }

    @Override
    public TaskResult getTaskResult(TaskId id) {
        return tasks.result(id);
    }

    @Override
    public List<Task> listTasks() {
        return tasks.tasks(status -> true);
    }

    @Override
    public List<Task> listTasks(TaskStatus status) {
        return tasks.tasks(each -> each == status);
    }

    @Override
    public ExecutionStats getExecutionStats() {
        return tasks.stats(slots());
    }

    /**
     * Every committed event goes to {@code listener} from now on, on a thread of its own; close what is returned to end that.
     * One that is {@value ExecutionListener#MOST_BEHIND} events behind is not told of further commits until it has caught up.
     */
    public Listening listen(ExecutionListener listener) {
        return environment.listeners().add(listener, world.listeners().get());
    }

    /** How many attempts ignored the request to end, are not waited for, and still run. */
    public int abandonedAttempts() {
        return Objects.requireNonNullElse(desk.ask(on -> on.attempts().abandoned()), 0);
    }

    /** Attempts at once. */
    public int slots() {
        return environment.slots();
    }

    /** How many commits a listener has thrown at, or was not told of because it was too far behind. */
    public long listenerFaults() {
        return environment.listeners().faults();
    }

    /**
     * Ends what runs, pauses every execution with {@code reason}, and stops the loop. Idempotent; the first call decides.
     *
     * @param patience after which attempts that do not end are left behind: recorded as shut down, whatever they go on to do
     */
    public void suspend(String reason, Duration patience) {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        try {
            desk.stop(reason, patience);
        } finally {
            world.workers().close();
        }
    }

    @Override
    public void close() {
        suspend("shutdown", Duration.ofSeconds(15));
    }
}
