package dev.orchestration.core;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.orchestration.core.event.EventBus;
import dev.orchestration.core.schedule.ScheduleManager;
import dev.orchestration.core.status.HealthProbes;
import dev.orchestration.docs.rasp.DocumentationGenerator;
import dev.orchestration.projects.ProjectManager;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.journal.Store;
import dev.orchestration.store.Stores;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.live.LiveWorld;
import dev.orchestration.tasks.orchestrator.TaskOrchestrator;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.Executions;
import dev.orchestration.workflow.Launcher;
import dev.orchestration.workflow.WorkflowManager;
import dev.orchestration.workflow.parallel.ParallelSettings;
import jakarta.inject.Provider;

/**
 * Wires one engine: every part is a lazy singleton. Install it with settings of your own, and inject {@link
 * OrchestrationEngine} or any of its parts; whoever installs it closes the engine. It demands nothing of the bindings of the
 * host around it.
 */
public final class OrchestrationModule extends AbstractModule {
    private final EngineSettings settings;

    public OrchestrationModule(EngineSettings settings) {
        this.settings = settings;
    }

    @Override
    protected void configure() {
        bind(EngineSettings.class).toInstance(settings);
        bind(OrchestrationEngine.class).in(Singleton.class);
        bind(Lifetime.class).in(Singleton.class);
        bind(BuiltParts.class).in(Singleton.class);
        bind(EventSources.class).in(Singleton.class);
        bind(Observation.class).in(Singleton.class);
        bind(HealthCheck.class).in(Singleton.class);
        bind(HealthProbes.class).toInstance(new HealthProbes());
        bind(StatusReport.class).in(Singleton.class);
        bind(ComplexWorkflows.class).in(Singleton.class);
        bind(Sessions.class).in(Singleton.class);
        bind(EngineParts.class).in(Singleton.class);
        bind(StoreOpening.class).in(Singleton.class);
        bind(Store.class).toProvider(StoreOpening.class).in(Singleton.class);
        bind(OrchestratorStart.class).in(Singleton.class);
        bind(CommandOffice.class).in(Singleton.class);
        bind(ScheduleOffice.class).in(Singleton.class);
        bind(Recovery.class).in(Singleton.class);
        bind(Started.class).toProvider(OrchestratorStart.class).in(Singleton.class);
        bind(ActionRegistration.class).in(Singleton.class);
        bind(ActionRegistry.class).toProvider(ActionRegistration.class).in(Singleton.class);
        bind(ResourceManager.class).toProvider(DefaultResources.class).in(Singleton.class);
        bind(DefaultResources.class);
    }

    @Provides
    @Singleton
    EventBus eventBus() {
        return new EventBus(settings.clock(), () -> LiveWorld.errands(settings.clock()));
    }

    @Provides
    @Singleton
    EngineMetrics metrics(BuiltParts built, EventBus bus, Provider<Executions> executions, Lifetime lifetime) {
        return Observation.meters(settings, built, bus, executions, lifetime);
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
    TaskOrchestrator taskOrchestrator(Started started) {
        return started.orchestrator();
    }

    @Provides
    Launcher launcher(Started started) {
        return started.launcher();
    }

    @Provides
    @Singleton
    DocumentationGenerator documentationGenerator() {
        return new DocumentationGenerator();
    }

    @Provides
    @Singleton
    ProjectManager projectManager(Store store, DocumentationGenerator documentation, EventBus events) {
        ProjectManager projects = new ProjectManager(
                store.projects(),
                documentation,
                settings.clock(),
                settings.ids(),
                settings.directory().root());
        var unused = projects.listen(new ProjectEvents(events, settings.clock())); // as long as both live
        return projects;
    }

    @Provides
    @Singleton
    ScheduleManager scheduleManager(Store store, ScheduleOffice office) {
        return new ScheduleManager(store.records(), settings.clock(), office::changed, office);
    }

    @Provides
    @Singleton
    WorkflowManager workflowManager(
            Definitions definitions,
            Provider<Store> store,
            Provider<Launcher> launcher,
            Provider<Executions> executions,
            Provider<ActionRegistry> actions) {
        return new WorkflowManager(
                definitions,
                Catalog.folder(settings, definitions),
                Catalog.kept(settings, definitions, store),
                () -> Built.by(launcher),
                () -> Built.by(executions),
                () -> ParallelSettings.with(Built.by(actions))
                        .withDirectory(settings.directory())
                        .withClock(settings.clock()));
    }
}
