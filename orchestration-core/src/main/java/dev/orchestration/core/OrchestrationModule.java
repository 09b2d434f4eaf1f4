package dev.orchestration.core;

import com.google.inject.AbstractModule;
import com.google.inject.Binder;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.orchestration.core.event.EventBus;
import dev.orchestration.core.schedule.ScheduleManager;
import dev.orchestration.docs.rasp.DocumentationGenerator;
import dev.orchestration.projects.ProjectManager;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.journal.Store;
import dev.orchestration.store.Stores;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.orchestrator.TaskOrchestrator;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.Executions;
import dev.orchestration.workflow.Launcher;
import dev.orchestration.workflow.WorkflowManager;
import dev.orchestration.workflow.parallel.ParallelSettings;
import jakarta.inject.Provider;
import java.util.function.Function;

/**
 * Wires one engine: every part is a lazy singleton. Install it with settings of your own, and inject {@link
 * OrchestrationEngine} or any of its parts; whoever installs it closes the engine. It demands nothing of the bindings of the
 * host around it.
 */
public final class OrchestrationModule extends AbstractModule {
    private final EngineSettings settings;
    private final Function<Lifetime, EngineWorld> world;

    public OrchestrationModule(EngineSettings settings) {
        this(settings, RealWorld::new);
    }

    /** @param world makes what the engine has from outside */
    OrchestrationModule(EngineSettings settings, Function<Lifetime, EngineWorld> world) {
        this.settings = settings;
        this.world = world;
    }

    /** What our own wiring is held to. In the module it would hold the whole application to that which installs it. */
    static void demandExplicitWiring(Binder binder) {
        binder.requireExplicitBindings();
        binder.disableCircularProxies();
        binder.requireExactBindingAnnotations();
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
    EngineWorld engineWorld(Lifetime lifetime) {
        return world.apply(lifetime);
    }

    @Provides
    @Singleton
    EventBus eventBus(EngineWorld outside) {
        return new EventBus(settings.clock(), () -> outside.errands(settings));
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
    ProjectManager projectManager(
            Store store, DocumentationGenerator documentation, EventBus events, Lifetime lifetime) {
        ProjectManager projects = new ProjectManager(
                Refusing.projects(store.projects(), lifetime),
                documentation,
                settings.clock(),
                settings.ids(),
                settings.directory().root());
        var unused = projects.listen(new ProjectEvents(events, settings.clock())); // as long as both live
        return projects;
    }

    @Provides
    @Singleton
    ScheduleManager scheduleManager(Store store, ScheduleOffice office, Lifetime lifetime) {
        return new ScheduleManager(
                Refusing.records(store.records(), lifetime), settings.clock(), office::changed, office);
    }

    @Provides
    @Singleton
    WorkflowManager workflowManager(
            Lifetime lifetime,
            Definitions definitions,
            Provider<Store> store,
            Provider<Launcher> launcher,
            Provider<Executions> executions,
            Provider<ActionRegistry> actions,
            BuiltParts built) {
        WorkflowManager manager = new WorkflowManager(
                definitions,
                Catalog.folder(settings, definitions),
                Catalog.kept(settings, definitions, store).changedOnlyAfter(lifetime::check),
                () -> Built.by(launcher),
                () -> Built.by(executions),
                () -> ParallelSettings.with(Built.by(actions))
                        .withDirectory(settings.directory())
                        .withClock(settings.clock()));
        built.workflows().complete(manager);
        return manager;
    }
}
