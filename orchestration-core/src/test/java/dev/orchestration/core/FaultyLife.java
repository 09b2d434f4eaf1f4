package dev.orchestration.core;

import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.ManualClock;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.state.journal.Store;
import dev.orchestration.store.FaultyCalls;
import dev.orchestration.store.Stores;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.TaskId;
import dev.orchestration.tasks.TaskSettings;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.orchestrator.SessionLimits;
import dev.orchestration.tasks.orchestrator.TaskOrchestrator;
import dev.orchestration.tasks.orchestrator.World;
import dev.orchestration.workflow.ChildExecutions;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.Executions;
import dev.orchestration.workflow.Launch;
import dev.orchestration.workflow.Launcher;
import dev.orchestration.workflow.RegisteredWorkflow;
import dev.orchestration.workflow.WorkflowHandle;
import dev.orchestration.workflow.WorkflowManager;
import dev.orchestration.workflow.durations.ObservedDurations;
import dev.orchestration.workflow.parallel.ParallelSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The life of one engine on a store's file: everything is real but time and the workers. */
final class FaultyLife implements AutoCloseable {
    private static final ActionRegistry ACTIONS = ActionRegistry.standard();

    private final Store store;
    private final TaskOrchestrator loop;
    private final WorkflowManager manager;
    private final Definitions definitions = new Definitions();
    private final Launch launch;

    /**
     * @param calls what happens to the calls of its writer
     * @param ledger what is brought about outside
     * @param fates of steps in this life
     */
    FaultyLife(Path file, FaultyCalls calls, List<String> ledger, HandLedger.Fates fates) {
        ManualClock clock = new ManualClock(1_700_000_000_000_000L);
        HandLedger workers = new HandLedger(clock, ledger, fates);
        ResourceManager resources = new ResourceManager(clock);
        WorkingDirectory here = new WorkingDirectory(file.getParent(), List.of());
        SessionLimits session = new SessionLimits(new SessionId("s"), 100, 100);
        launch = new Launch(session, OrchestrationMode.PARALLEL, null, here, Map.of(), handle -> {});
        store = calls.own(file, clock, IdSource.random());
        Executions executions = new Executions(store.archive(), Stores::isAlive, definitions);
        RestlessDrive drive = new RestlessDrive(clock, workers);
        World world = new World(clock, IdSource.random(), drive, workers, () -> drive::later);
        loop = new TaskOrchestrator(world, store, resources, 4, TaskSettings.of(() -> ACTIONS, here));
        loop.startBackgroundProcessing();
        ObservedDurations durations = new ObservedDurations(store.archive());
        Launcher launcher = new Launcher(loop, resources, ACTIONS, executions, durations);
        loop.ownerDesk()
                .carryOutChildrenBy(new ChildExecutions(
                        launcher,
                        executions,
                        definitions,
                        name -> Optional.of(
                                new RegisteredWorkflow(definitions.parse(FaultyScenario.INNER, name), null))));
        manager = new WorkflowManager(
                definitions, () -> launcher, () -> executions, () -> ParallelSettings.with(ACTIONS));
    }

    /** Returns when all that can happen has happened. */
    WorkflowHandle submit(String workflow) {
        return manager.executeWorkflow(definitions.parse(workflow, "w"), Map.of(), launch);
    }

    void submitTask(String id, TaskId... after) {
        loop.submitTask(Task.named(id, "core", "noop").id(id).after(after).build());
    }

    void awaitTask(String id) {
        var unused = loop.awaitTask(new TaskId(id), Duration.ofSeconds(60));
    }

    void takeUpTasks() {
        loop.takeUpTasks();
    }

    WorkflowHandle resume(ExecutionId id) {
        return manager.resume(manager.executions().require(id), launch);
    }

    WorkflowHandle retry(ExecutionId id) {
        return manager.retry(manager.executions().require(id), launch);
    }

    void cancel(ExecutionId id) {
        var unused = manager.cancel(id, "enough", launch);
    }

    /** The one execution that there is. */
    ExecutionRow only() {
        return Objects.requireNonNull(onlyOrNone());
    }

    /** The one execution that there is, null if there is none. */
    @Nullable
    ExecutionRow onlyOrNone() {
        List<ExecutionRow> all = manager.executions().newest(9).stream()
                .filter(row -> row.parent() == null)
                .toList();
        if (all.size() > 1) {
            throw new AssertionError("one execution was asked for, there are " + all);
        }
        return all.isEmpty() ? null : all.get(0);
    }

    /** How many tasks there are. */
    int tasks() {
        return loop.listTasks().size();
    }

    @Override
    public void close() {
        try {
            loop.suspend("the end of a life", Duration.ofSeconds(10));
        } finally {
            store.close();
        }
    }
}
