package dev.orchestration.core;

import dev.orchestration.core.schedule.ScheduleManager;
import dev.orchestration.docs.rasp.DocumentationGenerator;
import dev.orchestration.projects.ProjectManager;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.journal.Store;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.TaskId;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.orchestrator.TaskOrchestrator;
import dev.orchestration.workflow.Launch;
import dev.orchestration.workflow.WorkflowHandle;
import dev.orchestration.workflow.WorkflowManager;
import dev.orchestration.workflow.command.CommandClerk;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One durable workflow engine: the façade over sessions, workflows, tasks and resources. Its parts are built when first
 * used. Thread-safe. Closing it suspends what runs; the next engine on the same store goes on with it when it starts to work,
 * see {@link EngineBuilder#leaveRecordedTasks()}.
 */
public final class OrchestrationEngine extends ObservedEngine implements AutoCloseable {
    private final Sessions sessions;
    private final Provider<WorkflowManager> workflows;
    private final Provider<TaskOrchestrator> tasks;
    private final EngineParts parts;

    @Inject
    OrchestrationEngine(
            EngineSettings settings,
            Sessions sessions,
            Provider<WorkflowManager> workflows,
            Provider<TaskOrchestrator> tasks,
            EngineParts parts) {
        super(parts);
        this.sessions = sessions;
        this.workflows = workflows;
        this.tasks = tasks;
        this.parts = parts;
        Retention.check(settings);
        if (settings.configDirectory() != null) {
            Catalog.requireFolder(settings);
            var unused = workflows.get().loadFaults(); // they are logged, and the folder is read now
        }
        settings.workflows().forEach(file -> workflows.get().loadWorkflow(file));
    }

    public static EngineBuilder builder() {
        return new EngineBuilder();
    }

    /**
     * Opens a session with the default limits. It is kept in the store, and goes on with what runs in it when the next engine
     * on that store starts to work.
     */
    public OrchestrationSession createSession(String name, OrchestrationMode mode) {
        return newSession(name).mode(mode).create();
    }

    /** Opens a session of which more is said: {@code newSession("nightly").timeout(time).require("gpu", 2).create()}. */
    public SessionBuilder newSession(String name) {
        return new SessionBuilder(name, sessions::create);
    }

    /** A session as it stands now; also one that has ended, unless very many have ended since. */
    public Optional<OrchestrationSession> session(SessionId id) {
        return sessions.find(id);
    }

    /** The open sessions, the oldest first. */
    public List<OrchestrationSession> sessions() {
        return sessions.all();
    }

    /**
     * Completes a session: cancels what it still runs, and gives back what it has of resources. Does nothing if it is not open.
     */
    public void closeSession(SessionId id) {
        sessions.end(id, SessionStatus.COMPLETED, "its session was closed");
    }

    /** As {@link #closeSession}, but the session ends as cancelled, with this reason. */
    public void cancelSession(SessionId id, String reason) {
        sessions.end(id, SessionStatus.CANCELLED, reason);
    }

    /**
     * Starts a registered workflow in a session: with its mode, within its limits, on its context. Returns when that is
     * recorded.
     *
     * @throws dev.orchestration.state.OrchestrationException if workflow or session are unknown, the session has ended,
     *     parameters are wrong, or the workflow cannot be carried out here
     */
    public WorkflowHandle executeWorkflow(String name, Map<String, ?> parameters, SessionId session) {
        Objects.requireNonNull(session, "an execution belongs to a session: createSession(name, mode).id()");
        return workflowManager().executeWorkflow(name, parameters, sessions.launch(session));
    }

    /** Starts a workflow as {@link #executeWorkflow} does, and registers it once it is accepted. */
    public WorkflowHandle executeComplexWorkflow(
            WorkflowDefinition definition, Map<String, ?> parameters, SessionId session) {
        WorkflowManager manager = workflowManager();
        // Not by its name: somebody else may have registered another one under it by then.
        WorkflowHandle handle = manager.executeWorkflow(definition, parameters, sessions.launch(session));
        manager.createWorkflow(definition);
        return handle;
    }

    /**
     * As the other one, for a workflow as data: what a file says, and besides edges that stand apart from the steps, {@code
     * {name, steps: [{name, module, action, parameters}], dependencies: {step: [steps]}}}.
     */
    public WorkflowHandle executeComplexWorkflow(
            Map<String, ?> definition, Map<String, ?> parameters, SessionId session) {
        return executeComplexWorkflow(parts.complex().read(definition), parameters, session);
    }

    /**
     * How an execution starts, or goes on, in a session, for use with {@link #workflowManager()}: whatever is started with
     * it belongs to the session.
     *
     * @throws dev.orchestration.state.OrchestrationException if the session is unknown or has ended
     */
    public Launch launch(OrchestrationSession session) {
        return sessions.launch(session.id());
    }

    /**
     * Accepts a task of its own, which belongs to no workflow. Returns when that is recorded; see {@link
     * TaskOrchestrator#submitTask}, and {@link #taskOrchestrator()} for what becomes of it.
     */
    public TaskId submitTask(Task task) {
        return taskOrchestrator().submitTask(task);
    }

    /**
     * Accepts a task and waits until it has ended; see {@link TaskOrchestrator#executeTask(Task, Duration)}.
     *
     * @param patience how long to wait, null for as long as it takes
     */
    public TaskResult executeTask(Task task, @Nullable Duration patience) {
        return taskOrchestrator().executeTask(task, patience);
    }

    /**
     * Opens the store and begins to work: with what earlier engines have left there, and with what is asked of this one. It
     * begins by itself when it is asked to work first, so this is for hosts that wait for requests, and for those that want
     * to know of a store that cannot be opened. Idempotent.
     *
     * @throws dev.orchestration.state.OrchestrationException if the store cannot be opened, somebody else owns it, or
     *     this engine is closed
     */
    public void start() {
        parts.lifetime().check();
        taskOrchestrator().startBackgroundProcessing();
    }

    public WorkflowManager workflowManager() {
        return Built.by(workflows);
    }

    @Override
    public TaskOrchestrator taskOrchestrator() {
        return Built.by(tasks);
    }

    public ResourceManager resourceManager() {
        return Built.by(parts.resources());
    }

    public ActionRegistry actions() {
        return Built.by(parts.actions());
    }

    /**
     * Keeps schedules in the store. They are fired by the engine that works on it, see {@link #start()}; not by one that leaves
     * {@linkplain EngineBuilder#leaveRecordedTasks() what is recorded} alone.
     */
    public ScheduleManager schedules() {
        return Built.by(parts.schedules());
    }

    /** Makes projects and keeps in the store where they stand. */
    public ProjectManager projectManager() {
        return Built.by(parts.projects());
    }

    /** Writes the documents of projects. */
    public DocumentationGenerator documentationGenerator() {
        return Built.by(parts.documentation());
    }

    /** Where this engine keeps its state. */
    public Store store() {
        return Built.by(parts.store());
    }

    /**
     * Who carries out what other processes ask of the store's owner; empty before this engine works on its store, and if it
     * takes no commands.
     */
    public Optional<CommandClerk> commandClerk() {
        return parts.office().clerk();
    }

    /**
     * Ends what runs and pauses every execution, so that it can be resumed; the engine does nothing more after that.
     *
     * @param reason why, for whoever looks at the paused executions
     */
    public void suspend(String reason) {
        parts.lifetime().end(reason);
    }

    /** As {@link #close}. */
    public void shutdown() {
        close();
    }

    /** As {@link #suspend} with the reason {@code shutdown}; idempotent, and bounded in time. */
    @Override
    public void close() {
        suspend("shutdown");
    }
}
