package dev.orchestration.core;

import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.journal.Store;
import dev.orchestration.tasks.live.LiveWorld;
import dev.orchestration.tasks.orchestrator.TaskOrchestrator;
import dev.orchestration.tasks.orchestrator.World;
import dev.orchestration.tasks.process.ChildEnvironment;
import dev.orchestration.tasks.process.ProcessSweep;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.time.Duration;
import java.util.Map;

/** Starts the loop on the store. */
final class OrchestratorStart implements Provider<TaskOrchestrator> {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final EngineSettings settings;
    private final Lifetime lifetime;
    private final Store store;
    private final ResourceManager resources;

    @Inject
    OrchestratorStart(EngineSettings settings, Lifetime lifetime, Store store, ResourceManager resources) {
        this.settings = settings;
        this.lifetime = lifetime;
        this.store = store;
        this.resources = resources;
    }

    @Override
    public TaskOrchestrator get() {
        Map<String, String> marks =
                Map.of(ProcessSweep.OWNER_MARK, store.owner().uuid());
        World world = LiveWorld.create(
                settings.clock(), settings.ids(), marks, ChildEnvironment.of(System.getenv(), Map.of(), Map.of()));
        TaskOrchestrator orchestrator = new TaskOrchestrator(world, store, resources, settings.workers());
        orchestrator.startBackgroundProcessing();
        lifetime.onEnd(reason -> orchestrator.suspend(reason, PATIENCE));
        return orchestrator;
    }
}
