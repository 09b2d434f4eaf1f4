package dev.orchestration.benchmarks.work;

import dev.orchestration.benchmarks.measure.WorkFolder;
import dev.orchestration.benchmarks.measure.WrongResultException;
import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.Clock;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.InMemoryStore;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.state.journal.Store;
import dev.orchestration.state.journal.StoredDefinition;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.decide.ExecutionPlan;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.Rules;
import dev.orchestration.tasks.decide.SelectionPolicy;
import dev.orchestration.tasks.live.LiveWorld;
import dev.orchestration.tasks.orchestrator.Accepted;
import dev.orchestration.tasks.orchestrator.Hosting;
import dev.orchestration.tasks.orchestrator.SessionLimits;
import dev.orchestration.tasks.orchestrator.TaskOrchestrator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A new engine, as a host sets one up that brings plans of its own. Thread-safe. */
public final class PlanEngine implements AutoCloseable {
    private static final SessionLimits SESSION =
            new SessionLimits(new SessionId("bench"), Integer.MAX_VALUE, Integer.MAX_VALUE);
    private static final StoredDefinition DEFINITION = new StoredDefinition("sha256:0", "bench", "{}", List.of());

    private final Path folder;
    private final Store store;
    private final TaskOrchestrator orchestrator;

    private PlanEngine(Path folder, Store store, int slots) {
        this.folder = folder;
        this.store = store;
        ResourceManager resources = new ResourceManager();
        resources.register(new Resource(Demands.RESOURCE, ResourceType.CUSTOM, 1e9));
        orchestrator = new TaskOrchestrator(
                LiveWorld.create(Clock.system(), IdSource.random(), Map.of(), Map.of(), store.outputs()),
                store,
                resources,
                slots);
        orchestrator.startBackgroundProcessing();
    }

    /** An engine that keeps what it records in memory. */
    public static PlanEngine inMemory(int slots) throws IOException {
        Path folder = WorkFolder.create("engine");
        Owner owner = new Owner(
                "bench", 1, "here", "", 1, 1, Clock.system().micros(), null);
        return new PlanEngine(folder, new InMemoryStore(folder, owner), slots);
    }

    /**
     * An engine on a store that it owns, and closes.
     *
     * @param folder is deleted with all that is in it at the end
     */
    public static PlanEngine on(Store store, Path folder, int slots) {
        return new PlanEngine(folder, store, slots);
    }

    public TaskOrchestrator orchestrator() {
        return orchestrator;
    }

    public Store store() {
        return store;
    }

    /**
     * Runs a plan to its end.
     *
     * @param demands what was asked for when the plan was made
     */
    public void run(ExecutionPlan plan, Rules rules, Demands demands) {
        requireCompleted(start(plan, rules, demands));
    }

    /** Has a plan begun; returns when that is recorded. */
    public Accepted start(ExecutionPlan plan, Rules rules, Demands demands) {
        SelectionPolicy policy = SelectionPolicy.of(OrchestrationMode.PRIORITY, plan);
        WorkingDirectory directory = new WorkingDirectory(folder, List.of());
        Hosting hosting =
                new Hosting(plan, rules, DEFINITION, policy, Integer.MAX_VALUE, demands.timeout(), directory, SESSION);
        return orchestrator.submit(
                hosting,
                (id, at) -> new Event.ExecutionCreated(
                        at,
                        "bench",
                        DEFINITION.digest(),
                        Map.of(),
                        "bench",
                        policy.mode().wire(),
                        1,
                        folder.toString(),
                        List.of()),
                Map.of());
    }

    /** Waits for the end of what was begun. */
    public static void requireCompleted(Accepted accepted) {
        @Nullable ExecutionState state = accepted.end().join();
        WorkflowStatus status = state == null ? null : state.lifecycle().status();
        if (status != WorkflowStatus.COMPLETED) {
            throw new WrongResultException("the execution ended as " + status);
        }
    }

    @Override
    public void close() {
        orchestrator.close();
        store.close();
        WorkFolder.delete(folder);
    }
}
