package dev.orchestration.workflow;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.Decision;
import dev.orchestration.tasks.why.Why;
import dev.orchestration.workflow.dag.DAGTask;
import dev.orchestration.workflow.dag.DagFault;
import dev.orchestration.workflow.dag.WorkflowDAG;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import dev.orchestration.workflow.parallel.ParallelExecutor;
import dev.orchestration.workflow.parallel.ParallelSettings;
import dev.orchestration.workflow.parallel.ParallelWorkflow;
import dev.orchestration.workflow.parallel.ParallelWorkflowResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Knows workflows by name and starts executions of them: the façade over {@link Definitions}, {@link Launcher} and {@link
 * Executions}. Thread-safe.
 */
public final class WorkflowManager {
    private final WorkflowRegistry workflows;
    private final Supplier<Launcher> launcher;
    private final Supplier<Executions> executions;
    private final Supplier<ParallelSettings> parallel;

    /**
     * Makes a manager.
     *
     * @param launcher asked for when something is started: knowing workflows needs no store
     * @param executions asked for when something recorded is looked at
     * @param parallel asked for when tasks are run in parallel without being recorded
     */
    public WorkflowManager(
            Definitions definitions,
            Supplier<Launcher> launcher,
            Supplier<Executions> executions,
            Supplier<ParallelSettings> parallel) {
        this.workflows = new WorkflowRegistry(definitions);
        this.launcher = launcher;
        this.executions = executions;
        this.parallel = parallel;
    }

    /** Registers a valid definition under its name; one of the same name is replaced with a warning. */
    public void createWorkflow(WorkflowDefinition definition) {
        workflows.add(definition);
    }

    /**
     * Reads and registers the workflow of a file, or throws a {@link DefinitionException} with every fault of it. Actions are
     * looked at when it is executed, as a host may register them later.
     */
    public WorkflowDefinition loadWorkflow(Path file) {
        return workflows.load(file);
    }

    public Optional<WorkflowDefinition> getWorkflow(String name) {
        return registered(name).map(RegisteredWorkflow::definition);
    }

    /** As {@link #getWorkflow}, with where it comes from. */
    public Optional<RegisteredWorkflow> registered(String name) {
        return workflows.find(name);
    }

    /** All registered workflows by name. */
    public List<WorkflowDefinition> listWorkflows() {
        return workflows.all();
    }

    /** Forgets a workflow; says whether it was known. Executions under way are pinned to it and go on. */
    public boolean removeWorkflow(String name) {
        return workflows.remove(name);
    }

    /**
     * Starts an execution of a registered workflow. Returns when it is recorded.
     *
     * <p>If the launch has a key under which an execution was asked for already, that one is given: as it ended if it has
     * ended, and nothing runs then; while it is under way, the same; and if nobody carries it out, it goes on, as {@link
     * #resume} lets it. Input is the definition and all parameters with their defaults; it must be the same.
     *
     * @throws OrchestrationException ({@code WORKFLOW_NOT_FOUND}) naming the known ones, ({@code BAD_PARAMETERS}) naming
     *     all faults of the parameters, or what differs from the execution of the same key, ({@code DEFINITION_INVALID}) if
     *     an action is unknown or a resource request impossible
     */
    public WorkflowHandle executeWorkflow(String name, Map<String, ?> parameters, Launch launch) {
        RegisteredWorkflow workflow = workflows.require(name);
        return launcher.get().launch(workflow.definition(), parameters, launch.withFolder(workflow.folder()));
    }

    /** As {@link #executeWorkflow(String, Map, Launch)} for a definition that is not registered. */
    public WorkflowHandle executeWorkflow(WorkflowDefinition definition, Map<String, ?> parameters, Launch launch) {
        return launcher.get().launch(definition, parameters, launch);
    }

    /**
     * Goes on with an interrupted or paused execution: completed steps do not run again.
     *
     * @throws OrchestrationException ({@code WRONG_STATE}) if it has ended; the message names the right verb
     */
    public WorkflowHandle resume(ExecutionRow row, Launch launch) {
        return launcher.get().resume(row, launch);
    }

    /**
     * Tries the failed and cancelled steps of an ended execution again, then what they blocked.
     *
     * @throws OrchestrationException ({@code WRONG_STATE}) if there is nothing to try again
     */
    public WorkflowHandle retry(ExecutionRow row, Launch launch) {
        return launcher.get().retry(row, launch);
    }

    /**
     * Begins a new execution that keeps what steps of another one came to, and runs only what a change affects: the step it
     * begins from, changed steps, those that did not complete, and all that is downstream of any of these. It has the
     * parameters of its origin, and, unless the launch or another definition say otherwise, its mode.
     *
     * @param row the origin, which stays as it is
     * @throws OrchestrationException ({@code UNKNOWN_TASK}) if there is no such step, ({@code WRONG_STATE}) if nothing would
     *     run, or if the origin has not ended and a step to be kept is not settled, ({@code BAD_PARAMETERS}) if the
     *     parameters do not fit the new definition, or nothing says what to do anew
     */
    public WorkflowHandle fork(ExecutionRow row, Fork fork, Launch launch) {
        return new Forks(launcher.get(), executions.get()).fork(row, fork, launch);
    }

    /** Ends an execution for good, whether this engine carries it out or nobody does. The id is a whole one. */
    public WorkflowExecution cancel(ExecutionId id, String reason, Launch launch) {
        return launcher.get().cancel(executions.get().require(id), reason, launch);
    }

    /**
     * Ends one step of an execution, or one plain task, for good.
     *
     * @throws OrchestrationException ({@code WRONG_STATE}) if this engine does not carry the execution out, or the step has
     *     ended, ({@code UNKNOWN_TASK}) if there is no such step
     */
    public void cancelStep(ExecutionId id, String step, String reason, Launch launch) {
        interventions().cancelStep(id, step, reason, launch);
    }

    /**
     * Ends the attempts of one execution and pauses it, so that it can be resumed. Returns before it is paused.
     *
     * @throws OrchestrationException ({@code WRONG_STATE}) if this engine does not carry it out, or it has not begun
     */
    public void suspend(ExecutionId id, String reason, Launch launch) {
        interventions().suspend(id, reason, launch);
    }

    /**
     * Lets nothing new of an execution start; what runs goes on to its end. It stays paused, whatever process comes, until
     * {@link #continueExecution} or {@link #resume}. Also one that nobody carries out can be paused.
     *
     * @param reason for whoever looks at it later, null for none
     * @throws OrchestrationException ({@code WRONG_STATE}) if it has not begun, is paused already, or has ended
     */
    public WorkflowExecution pause(ExecutionId id, @Nullable String reason, Launch launch) {
        return interventions().pause(id, reason, launch).get();
    }

    /**
     * Goes on with a paused execution, wherever it was paused.
     *
     * @throws OrchestrationException ({@code WRONG_STATE}) if it is not paused
     */
    public WorkflowHandle continueExecution(ExecutionRow row, Launch launch) {
        return interventions().goOn(row, launch);
    }

    /**
     * Sends a signal to an execution: it ends the wait of the step that has waited longest for one of this name, or is kept
     * until a step does.
     *
     * @param data JSON, the output of that step; null for none
     * @throws OrchestrationException ({@code WRONG_STATE}) if it has ended, ({@code QUEUE_FULL}) if it keeps too many already
     */
    public WorkflowExecution signal(ExecutionId id, String name, @Nullable Object data, Launch launch) {
        return interventions().signal(id, name, data, launch).get();
    }

    /**
     * Answers a step that asks for approval.
     *
     * @throws OrchestrationException ({@code UNKNOWN_TASK}, {@code WRONG_STATE}) if no such step asks, ({@code
     *     BAD_PARAMETERS}) if the data does not fit its form
     */
    public WorkflowExecution approve(ExecutionId id, String step, Approval approval, Launch launch) {
        return interventions().approve(id, step, approval, launch).get();
    }

    /**
     * Decides about a step that was interrupted and whose {@code on_interrupt} is {@code manual}.
     *
     * @throws OrchestrationException ({@code UNKNOWN_TASK}, {@code WRONG_STATE}) if no such step waits for a decision
     */
    public WorkflowExecution decide(ExecutionId id, String step, Decision decision, Launch launch) {
        return interventions().decide(id, step, decision, launch).get();
    }

    /** What people do to executions; to look at one afterwards takes time where much is recorded, so that is left to the caller. */
    public Interventions interventions() {
        return new Interventions(launcher.get(), executions.get());
    }

    /** The graph of these tasks; it may have faults, which its {@code validate} tells. */
    public WorkflowDAG createWorkflowDag(List<DAGTask> tasks) {
        return WorkflowDAG.of(tasks);
    }

    /** Every fault of the graph of these tasks; empty if there is none. */
    public List<DagFault> validateWorkflowDependencies(List<DAGTask> tasks) {
        return createWorkflowDag(tasks).validate();
    }

    /**
     * The tasks by level: each level needs nothing but those before it. A graph with faults is refused with a {@link
     * dev.orchestration.workflow.dag.DAGValidationException} that has all of them.
     */
    public List<List<String>> getWorkflowExecutionOrder(List<DAGTask> tasks) {
        return createWorkflowDag(tasks).getExecutionLevels();
    }

    /** Runs tasks with the actions of this engine and waits for them, unrecorded; {@link ParallelExecutor} says how. */
    public ParallelWorkflowResult executeParallelWorkflow(ParallelWorkflow workflow) {
        ParallelSettings settings = parallel.get().withMaxWorkers(workflow.maxParallel());
        try (ParallelExecutor executor = new ParallelExecutor(settings)) {
            return new ParallelWorkflowResult(executor.executeTasks(workflow.tasks(), workflow.dependencies()));
        }
    }

    /** Why a step does not run now; asks the scheduler where this engine carries it out, else what is recorded. */
    public Why why(ExecutionId id, String step) {
        return launcher.get().why(id, step);
    }

    /** What the store has recorded. */
    public Executions executions() {
        return executions.get();
    }
}
