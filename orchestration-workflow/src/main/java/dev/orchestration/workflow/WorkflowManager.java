package dev.orchestration.workflow;

import dev.orchestration.state.OrchestrationException;
import dev.orchestration.workflow.catalog.FolderChanges;
import dev.orchestration.workflow.catalog.KeptWorkflows;
import dev.orchestration.workflow.catalog.WorkflowFolder;
import dev.orchestration.workflow.dag.DAGTask;
import dev.orchestration.workflow.dag.DagFault;
import dev.orchestration.workflow.dag.WorkflowDAG;
import dev.orchestration.workflow.definition.Fault;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import dev.orchestration.workflow.definition.WorkflowStep;
import dev.orchestration.workflow.parallel.ParallelExecutor;
import dev.orchestration.workflow.parallel.ParallelSettings;
import dev.orchestration.workflow.parallel.ParallelWorkflow;
import dev.orchestration.workflow.parallel.ParallelWorkflowResult;
import dev.orchestration.workflow.performance.PerformanceSummary;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Knows workflows by name and starts executions of them: the façade over {@link Definitions}, {@link Launcher} and {@link
 * Executions}. Thread-safe.
 */
public final class WorkflowManager extends ExecutionControl {
    private final WorkflowRegistry workflows;
    private final Definitions definitions;
    private final Supplier<ParallelSettings> parallel;

    /**
     * Makes a manager that knows what it is told.
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
        this(definitions, WorkflowFolder.none(), KeptWorkflows.nowhere(), launcher, executions, parallel);
    }

    /**
     * As above, with what else is known.
     *
     * @param folder read when anything about workflows is asked first
     * @param kept where created workflows outlive the process
     */
    public WorkflowManager(
            Definitions definitions,
            WorkflowFolder folder,
            KeptWorkflows kept,
            Supplier<Launcher> launcher,
            Supplier<Executions> executions,
            Supplier<ParallelSettings> parallel) {
        super(launcher, executions);
        this.workflows = new WorkflowRegistry(definitions, folder, kept);
        this.definitions = definitions;
        this.parallel = parallel;
    }

    /**
     * Registers a valid definition under its name, and keeps it in the store, so that it is known again after a restart. One of
     * the same name is replaced with a warning; but at the next start files, of the folder or loaded by the host, go before what
     * the store keeps.
     */
    public void createWorkflow(WorkflowDefinition definition) {
        workflows.create(definition);
    }

    /**
     * As {@link #createWorkflow(WorkflowDefinition)}, of steps in any order that were made in code.
     *
     * @throws DefinitionException with every fault of them
     */
    public WorkflowDefinition createWorkflow(String name, List<WorkflowStep> steps) {
        return createWorkflow(name, Map.of(), steps);
    }

    /**
     * As {@link #createWorkflow(String, List)}, with parameters to which templates of the steps may refer.
     *
     * @param parameters the JSON Schema of each, which may name a default
     */
    public WorkflowDefinition createWorkflow(
            String name, Map<String, ? extends Map<String, ?>> parameters, List<WorkflowStep> steps) {
        WorkflowDefinition definition = definitions.of(name, parameters, steps);
        createWorkflow(definition);
        return definition;
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

    /**
     * Forgets a workflow, and keeps it in the store no more; says whether it was known. Executions under way are pinned to it and
     * go on. One of the folder is known again at the next start.
     */
    public boolean removeWorkflow(String name) {
        return workflows.remove(name);
    }

    /** What is wrong in the folder of definitions, and with what the store keeps, as far as both were read; empty if nothing is. */
    public List<Fault> loadFaults() {
        return workflows.faults();
    }

    /**
     * Reads the folder of definitions again. Executions under way are pinned to their definition and go on. A file that has become
     * faulty keeps the last good version.
     */
    public FolderChanges reload() {
        return workflows.reload();
    }

    /**
     * How the newest 100 runs of a workflow went that have ended; fewer where they have more than a million events.
     *
     * @throws WorkflowNotFoundException if it is neither registered nor has it ever ended a run
     */
    public PerformanceSummary getPerformanceSummary(String workflow) {
        PerformanceSummary summary = new Performance(executions()).of(workflow);
        if (summary.runs() == 0) {
            var unused = workflows.require(workflow);
        }
        return summary;
    }

    /**
     * Starts an execution of a registered workflow. Returns when it is recorded.
     *
     * <p>If the launch has a key under which an execution was asked for already, that one is given: as it ended if it has
     * ended, and nothing runs then; while it is under way, the same; and if nobody carries it out, it goes on, as {@link
     * #resume} lets it. Input is the definition and all parameters with their defaults; it must be the same.
     *
     * @throws WorkflowNotFoundException offering the nearest names
     * @throws OrchestrationException ({@code BAD_PARAMETERS}) naming
     *     all faults of the parameters, or what differs from the execution of the same key, ({@code DEFINITION_INVALID}) if
     *     an action is unknown or a resource request impossible
     */
    public WorkflowHandle executeWorkflow(String name, Map<String, ?> parameters, Launch launch) {
        RegisteredWorkflow workflow = workflows.require(name);
        return launcher().launch(workflow.definition(), parameters, launch.withFolder(workflow.folder()));
    }

    /** As {@link #executeWorkflow(String, Map, Launch)} for a definition that is not registered. */
    public WorkflowHandle executeWorkflow(WorkflowDefinition definition, Map<String, ?> parameters, Launch launch) {
        return launcher().launch(definition, parameters, launch);
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
}
