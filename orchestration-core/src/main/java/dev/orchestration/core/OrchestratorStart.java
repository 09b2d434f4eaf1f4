package dev.orchestration.core;

import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.Store;
import dev.orchestration.tasks.TaskSettings;
import dev.orchestration.tasks.action.ActionDescriptor;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.live.LiveWorld;
import dev.orchestration.tasks.orchestrator.TaskOrchestrator;
import dev.orchestration.tasks.orchestrator.World;
import dev.orchestration.tasks.process.ChildEnvironment;
import dev.orchestration.tasks.process.ProcessSweep;
import dev.orchestration.workflow.expression.SchemaCheck;
import dev.orchestration.workflow.expression.SchemaFault;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the loop on the store. */
final class OrchestratorStart implements Provider<TaskOrchestrator> {
    private static final Logger LOG = LoggerFactory.getLogger(OrchestratorStart.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final EngineSettings settings;
    private final Lifetime lifetime;
    private final Store store;
    private final CommandOffice office;
    private final ResourceManager resources;
    private final Provider<ActionRegistry> actions;

    @Inject
    OrchestratorStart(
            EngineSettings settings,
            Lifetime lifetime,
            Store store,
            CommandOffice office,
            ResourceManager resources,
            Provider<ActionRegistry> actions) {
        this.settings = settings;
        this.lifetime = lifetime;
        this.store = store;
        this.office = office;
        this.resources = resources;
        this.actions = actions;
    }

    @Override
    public TaskOrchestrator get() {
        Map<String, String> marks =
                Map.of(ProcessSweep.OWNER_MARK, store.owner().uuid());
        World world = LiveWorld.create(
                settings.clock(),
                settings.ids(),
                marks,
                ChildEnvironment.of(System.getenv(), Map.of(), Map.of()),
                store.outputs());
        TaskSettings tasks = TaskSettings.of(actions::get, settings.directory())
                .withQueueLimit(settings.queueLimit())
                .withParameterCheck(OrchestratorStart::faults);
        TaskOrchestrator orchestrator = new TaskOrchestrator(world, store, resources, settings.workers(), tasks);
        orchestrator.startBackgroundProcessing();
        lifetime.onEnd(reason -> orchestrator.suspend(reason, PATIENCE));
        if (settings.takesUpTasks()) {
            takeUpTasks(orchestrator);
        }
        office.open(store, orchestrator);
        return orchestrator;
    }

    private static List<String> faults(ActionDescriptor action, Map<String, Object> parameters) {
        return SchemaCheck.check(action.parameters(), parameters).stream()
                .map(SchemaFault::toString)
                .toList();
    }

    /** Tasks that cannot go on here are no reason not to work; whoever asks for a task is told. */
    private static void takeUpTasks(TaskOrchestrator orchestrator) {
        try {
            orchestrator.takeUpTasks();
        } catch (OrchestrationException e) {
            if (e.code() != ErrorCode.WRONG_STATE) {
                throw e;
            }
            LOG.warn("{}", e.getMessage());
        }
    }
}
