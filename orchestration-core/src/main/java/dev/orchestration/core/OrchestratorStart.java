package dev.orchestration.core;

import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.journal.Store;
import dev.orchestration.tasks.TaskSettings;
import dev.orchestration.tasks.action.ActionDescriptor;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.orchestrator.TaskOrchestrator;
import dev.orchestration.tasks.orchestrator.World;
import dev.orchestration.workflow.Launcher;
import dev.orchestration.workflow.expression.SchemaCheck;
import dev.orchestration.workflow.expression.SchemaFault;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Starts the loop on the store, with what earlier owners left. */
final class OrchestratorStart implements Provider<Started> {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final EngineSettings settings;
    private final Lifetime lifetime;
    private final BuiltParts built;
    private final Store store;
    private final CommandOffice office;
    private final ScheduleOffice schedules;
    private final Recovery recovery;
    private final ResourceManager resources;
    private final Provider<ActionRegistry> actions;
    private final EngineWorld outside;

    @Inject
    OrchestratorStart(
            EngineSettings settings,
            Lifetime lifetime,
            BuiltParts built,
            Store store,
            CommandOffice office,
            ScheduleOffice schedules,
            Recovery recovery,
            ResourceManager resources,
            Provider<ActionRegistry> actions,
            EngineWorld outside) {
        this.settings = settings;
        this.lifetime = lifetime;
        this.built = built;
        this.store = store;
        this.office = office;
        this.schedules = schedules;
        this.recovery = recovery;
        this.resources = resources;
        this.actions = actions;
        this.outside = outside;
    }

    @Override
    public Started get() {
        World world = outside.begin(settings, store);
        TaskSettings tasks = TaskSettings.of(actions::get, settings.directory())
                .withQueueLimit(settings.queueLimit())
                .withParameterCheck(OrchestratorStart::faults);
        TaskOrchestrator orchestrator = new TaskOrchestrator(world, store, resources, settings.workers(), tasks);
        TraceOutlet.open(settings, lifetime, store, orchestrator);
        orchestrator.startBackgroundProcessing();
        lifetime.onEnd(reason -> built.loopEnded());
        lifetime.onEnd(reason -> orchestrator.suspend(reason, PATIENCE));
        built.orchestrator().complete(orchestrator);
        Launcher launcher = recovery.begin(orchestrator, store);
        office.open(store, orchestrator);
        schedules.open(store, orchestrator);
        Retention.open(settings, lifetime, store, orchestrator.ownerDesk(), () -> outside.errands(settings));
        return new Started(orchestrator, launcher);
    }

    private static List<String> faults(ActionDescriptor action, Map<String, Object> parameters) {
        return SchemaCheck.check(action.parameters(), parameters).stream()
                .map(SchemaFault::toString)
                .toList();
    }
}
