package dev.orchestration.benchmarks.memory;

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
import dev.orchestration.state.journal.StoredDefinition;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.decide.ExecutionPlan;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.Rules;
import dev.orchestration.tasks.decide.SelectionPolicy;
import dev.orchestration.tasks.live.LiveWorld;
import dev.orchestration.tasks.orchestrator.Hosting;
import dev.orchestration.tasks.orchestrator.SessionLimits;
import dev.orchestration.tasks.orchestrator.TaskOrchestrator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A new engine in memory, as a host sets one up that brings plans of its own. */
final class MemoryEngine implements AutoCloseable {
    private static final SessionLimits SESSION = new SessionLimits(new SessionId("bench"), Integer.MAX_VALUE, 2);
    private static final StoredDefinition DEFINITION = new StoredDefinition("sha256:0", "bench", "{}", List.of());

    private final Path folder;
    private final TaskOrchestrator orchestrator;

    MemoryEngine() throws IOException {
        folder = WorkFolder.create("engine");
        Clock clock = Clock.system();
        var store = new InMemoryStore(folder, new Owner("bench", 1, "here", "", 1, 1, clock.micros(), null));
        ResourceManager resources = new ResourceManager();
        resources.register(new Resource(Demands.RESOURCE, ResourceType.CUSTOM, 1e9));
        orchestrator = new TaskOrchestrator(
                LiveWorld.create(clock, IdSource.random(), Map.of(), Map.of()), store, resources, Contestant.WORKERS);
        orchestrator.startBackgroundProcessing();
    }

    TaskOrchestrator orchestrator() {
        return orchestrator;
    }

    /**
     * Runs a plan to its end.
     *
     * @param demands what was asked for when the plan was made
     */
    void run(ExecutionPlan plan, Rules rules, Demands demands) {
        SelectionPolicy policy = SelectionPolicy.of(OrchestrationMode.PRIORITY, plan);
        WorkingDirectory directory = new WorkingDirectory(folder, List.of());
        Hosting hosting =
                new Hosting(plan, rules, DEFINITION, policy, Integer.MAX_VALUE, demands.timeout(), directory, SESSION);
        var accepted = orchestrator.submit(
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
        requireCompleted(accepted.end().join());
    }

    private static void requireCompleted(@Nullable ExecutionState state) {
        WorkflowStatus status = state == null ? null : state.lifecycle().status();
        if (status != WorkflowStatus.COMPLETED) {
            throw new WrongResultException("the execution ended as " + status);
        }
    }

    @Override
    public void close() {
        orchestrator.close();
        WorkFolder.delete(folder);
    }
}
