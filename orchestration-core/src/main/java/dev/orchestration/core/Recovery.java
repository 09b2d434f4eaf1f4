package dev.orchestration.core;

import com.google.common.base.Suppliers;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.state.journal.Store;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.orchestrator.TaskOrchestrator;
import dev.orchestration.workflow.ChildExecutions;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.Executions;
import dev.orchestration.workflow.Launch;
import dev.orchestration.workflow.Launcher;
import dev.orchestration.workflow.WorkflowManager;
import dev.orchestration.workflow.durations.ObservedDurations;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens between the start of the loop and the moment in which others get hold of it: earlier work goes on. */
final class Recovery {
    /** The session of the executions that go on and whose own is not known; whoever closes it cancels them. */
    static final String SESSION = "recovered";

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final EngineSettings settings;
    private final Sessions sessions;
    private final Executions executions;
    private final ResourceManager resources;
    private final Provider<ActionRegistry> actions;
    private final Definitions definitions;
    private final Provider<WorkflowManager> manager;
    private final ScheduleOffice schedules;

    @Inject
    Recovery(
            EngineSettings settings,
            Sessions sessions,
            Executions executions,
            ResourceManager resources,
            Provider<ActionRegistry> actions,
            Definitions definitions,
            Provider<WorkflowManager> manager,
            ScheduleOffice schedules) {
        this.settings = settings;
        this.sessions = sessions;
        this.executions = executions;
        this.resources = resources;
        this.actions = actions;
        this.definitions = definitions;
        this.manager = manager;
        this.schedules = schedules;
    }

    /** Goes on with what earlier owners of the store left, if the settings want that; gives who launches what comes next. */
    Launcher begin(TaskOrchestrator orchestrator, Store store) {
        ObservedDurations durations = new ObservedDurations(store.archive());
        orchestrator.listen(durations);
        Launcher launcher = new Launcher(orchestrator, resources, actions.get(), executions, durations);
        launcher.keepKeys(store.archive());
        orchestrator
                .ownerDesk()
                .carryOutChildrenBy(new ChildExecutions(
                        launcher,
                        executions,
                        definitions,
                        name -> Built.by(manager).registered(name)));
        if (settings.takesUpTasks()) {
            sessions.goOn(orchestrator.ownerDesk().sessions(), executions);
            takeUpTasks(orchestrator);
            takeUpExecutions(launcher, store);
        }
        return launcher;
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

    private void takeUpExecutions(Launcher launcher, Store store) {
        List<ExecutionRow> left = executions.leftBehind();
        Map<String, Launch> launches = new HashMap<>();
        Supplier<Launch> others = Suppliers.memoize(this::others);
        launcher.recover(
                left,
                row -> launches.computeIfAbsent(row.session(), id -> {
                    if (id.isBlank()) {
                        return others.get();
                    }
                    SessionId session = new SessionId(id);
                    return sessions.recovered(session)
                            .or(() -> schedules.recovered(store, session))
                            .orElseGet(others);
                }));
    }

    /** For the executions whose session is not known, as those have that a command began. */
    private Launch others() {
        SessionBuilder limits = new SessionBuilder(SESSION, said -> {
            throw new IllegalStateException("it is made elsewhere");
        });
        return sessions.launch(sessions.createForNow(
                limits.maxParallelTasks(settings.workers()).maxParallelWorkflows(Integer.MAX_VALUE)));
    }
}
