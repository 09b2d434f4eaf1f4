package dev.orchestration.core;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.journal.Store;
import dev.orchestration.store.Stores;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.orchestrator.TaskOrchestrator;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.Executions;
import dev.orchestration.workflow.Launcher;
import dev.orchestration.workflow.WorkflowManager;
import dev.orchestration.workflow.durations.ObservedDurations;
import dev.orchestration.workflow.parallel.ParallelSettings;
import jakarta.inject.Provider;

/**
 * Wires one engine: every part is a lazy singleton. Install it with settings of your own, and inject {@link
 * OrchestrationEngine} or any of its parts; whoever installs it closes the engine.
 */
public final class OrchestrationModule extends AbstractModule {
    private final EngineSettings settings;

    public OrchestrationModule(EngineSettings settings) {
        this.settings = settings;
    }

    @Override
    protected void configure() {
        binder().requireExplicitBindings();
        binder().disableCircularProxies();
        binder().requireExactBindingAnnotations();
        bind(EngineSettings.class).toInstance(settings);
        bind(OrchestrationEngine.class).in(Singleton.class);
        bind(Lifetime.class).in(Singleton.class);
        bind(Sessions.class).in(Singleton.class);
        bind(EngineParts.class).in(Singleton.class);
        bind(StoreOpening.class).in(Singleton.class);
        bind(Store.class).toProvider(StoreOpening.class).in(Singleton.class);
        bind(OrchestratorStart.class).in(Singleton.class);
        bind(CommandOffice.class).in(Singleton.class);
        bind(TaskOrchestrator.class).toProvider(OrchestratorStart.class).in(Singleton.class);
        bind(ActionRegistration.class).in(Singleton.class);
        bind(ActionRegistry.class).toProvider(ActionRegistration.class).in(Singleton.class);
        bind(ResourceManager.class).toProvider(DefaultResources.class).in(Singleton.class);
        bind(DefaultResources.class);
    }

    @Provides
    @Singleton
    Definitions definitions() {
        return new Definitions();
    }

    @Provides
    @Singleton
    Executions executions(Store store, Definitions definitions) {
        return new Executions(store.archive(), Stores.alive(store), definitions);
    }

    @Provides
    @Singleton
    ObservedDurations observedDurations(TaskOrchestrator orchestrator, Store store) {
        ObservedDurations durations = new ObservedDurations(store.archive());
        orchestrator.listen(durations);
        return durations;
    }

    @Provides
    @Singleton
    Launcher launcher(
            TaskOrchestrator orchestrator,
            ResourceManager resources,
            ActionRegistry actions,
            Executions executions,
            ObservedDurations durations) {
        return new Launcher(orchestrator, resources, actions, executions, durations);
    }

    @Provides
    @Singleton
    WorkflowManager workflowManager(
            Definitions definitions,
            Provider<Launcher> launcher,
            Provider<Executions> executions,
            Provider<ActionRegistry> actions) {
        return new WorkflowManager(
                definitions,
                () -> Built.by(launcher),
                () -> Built.by(executions),
                () -> ParallelSettings.with(Built.by(actions))
                        .withDirectory(settings.directory())
                        .withClock(settings.clock()));
    }
}
