package dev.orchestration.workflow;

import dev.orchestration.state.ContextChange;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Wire;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Archive;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.decide.ChildWaits;
import dev.orchestration.tasks.decide.ExecutionPlan;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.SelectionPolicy;
import dev.orchestration.tasks.orchestrator.QueueHosting;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Looks at what a store has recorded. Needs no ownership. Thread-safe. */
public final class Executions {
    private final Archive archive;
    private final Predicate<Owner> alive;
    private final Recordings recordings;

    /** @param alive whether the process that an owner row names still lives */
    public Executions(Archive archive, Predicate<Owner> alive, Definitions definitions) {
        this.archive = archive;
        this.alive = alive;
        this.recordings = new Recordings(archive, definitions);
    }

    /** The newest executions, newest first. */
    public List<ExecutionRow> newest(int limit) {
        return archive.newestExecutions(limit);
    }

    List<ExecutionRow> newestEnded(String workflow, int limit) {
        return archive.newestEnded(workflow, limit);
    }

    /**
     * The execution of exactly this id.
     *
     * @throws OrchestrationException ({@code UNKNOWN_EXECUTION}) if there is none
     */
    public ExecutionRow require(ExecutionId id) {
        return archive.execution(id)
                .orElseThrow(() -> new OrchestrationException(
                        ErrorCode.UNKNOWN_EXECUTION, "no execution '" + id + "' in this store"));
    }

    /**
     * The execution whose id is {@code text}, else that which was asked for under this request key, else the one whose id
     * begins with it.
     *
     * @throws OrchestrationException ({@code UNKNOWN_EXECUTION}) if there is none or more than one
     */
    public ExecutionRow resolve(String text) {
        List<ExecutionRow> found = archive.executionsByPrefix(text, 5);
        Optional<ExecutionRow> exact =
                found.stream().filter(row -> row.id().value().equals(text)).findFirst();
        if (exact.isEmpty()) {
            exact = requested(text);
        }
        if (exact.isEmpty() && found.size() == 1) {
            return found.get(0);
        }
        return exact.orElseThrow(() -> new OrchestrationException(
                ErrorCode.UNKNOWN_EXECUTION,
                found.isEmpty()
                        ? "no execution '" + text
                                + "' in this store, neither by id nor by request key; `orchestrate list` shows"
                                + " those it has"
                        : "'" + text + "' is the beginning of several executions: "
                                + found.stream().map(row -> row.id().value()).toList()));
    }

    /**
     * Whether an execution is recorded as under way although no living process carries it out: the store's owner is gone,
     * or is another one than that which recorded the execution last, and has not taken it up.
     */
    public boolean interrupted(ExecutionRow row) {
        if (!row.isUnderWay()) {
            return false;
        }
        Owner owner = archive.lastOwner().filter(alive).orElse(null);
        boolean left = owner == null || archive.lastEpoch(row.id()).orElse(owner.epoch()) < owner.epoch();
        // Whoever has just ended may have brought it to its end after the row was read.
        return left && archive.execution(row.id()).map(ExecutionRow::isUnderWay).orElse(false);
    }

    /**
     * What nobody carries out because whoever did has ended: the interrupted executions of workflows, and those that paused
     * because their process ended in order; oldest first. What a person paused is not among them, nor what cannot go on, nor
     * what goes on with an execution that has a step waiting for it. A step waits no more for what was retried by hand.
     */
    public List<ExecutionRow> leftBehind() {
        List<ExecutionRow> open = archive.openExecutions();
        Map<String, ExecutionRow> parents = new HashMap<>();
        open.forEach(row -> parents.put(row.id().value(), row));
        Map<String, Predicate<ExecutionRow>> awaited = new HashMap<>();
        return open.stream()
                .filter(row -> !QueueHosting.isQueue(row))
                .filter(row ->
                        interrupted(row) || (row.status() == WorkflowStatus.PAUSED && isEndOfOwner(row.reason())))
                .filter(row -> !isAwaited(row, parents, awaited))
                .toList();
    }

    private boolean isAwaited(
            ExecutionRow row, Map<String, ExecutionRow> parents, Map<String, Predicate<ExecutionRow>> awaited) {
        String id = row.parent();
        ExecutionRow parent = id == null ? null : parents.get(id);
        return id != null
                && parent != null
                && awaited.computeIfAbsent(id, any -> awaitedBy(parent)).test(row);
    }

    /** Which executions the steps of this one wait for; of one that cannot be read it is believed that they do. */
    private Predicate<ExecutionRow> awaitedBy(ExecutionRow parent) {
        try {
            ExecutionState state = state(parent);
            Set<ExecutionId> ids = new HashSet<>();
            for (int row = 0; row < state.rows(); row++) {
                Event.WaitOpened wait = state.openWait(row);
                String key = wait == null ? null : wait.name();
                if (key != null && ChildWaits.of(state).isOpen(row)) {
                    archive.executionOf(key).ifPresent(ids::add);
                }
            }
            return row -> ids.contains(row.id());
        } catch (OrchestrationException e) {
            return row -> true;
        }
    }

    /** Whether an execution that paused for this reason did so because its process ended: nobody meant the execution. */
    public static boolean isEndOfOwner(@Nullable String reason) {
        return Event.ExecutionPaused.isEndOfOwner(reason);
    }

    /** The execution that was asked for under this request key; empty if there is none, or no more. */
    public Optional<ExecutionRow> requested(String key) {
        return archive.executionOf(key).flatMap(archive::execution);
    }

    /** One execution, folded from its events. */
    public WorkflowExecution view(ExecutionRow row) {
        boolean interrupted = interrupted(row); // first, so that what was written before the end of its owner is seen
        return WorkflowExecution.of(state(row), interrupted);
    }

    /** As {@link #view(ExecutionRow)}, for whoever has read the row's {@code definition} already. */
    public WorkflowExecution view(ExecutionRow row, WorkflowDefinition definition) {
        boolean interrupted = interrupted(row); // first, as there
        return WorkflowExecution.of(state(row, definition), interrupted);
    }

    /**
     * Why a step does not run, as far as records tell; for executions of other processes, and for those that nobody carries
     * out. Of what this process carries out itself {@link WorkflowManager#why} knows more.
     *
     * @param now microseconds since 1970
     * @param reckoning what is known of the engine beside its executions
     * @throws OrchestrationException ({@code UNKNOWN_TASK}) if there is no such step
     */
    public RecordedWhy why(ExecutionRow row, String step, long now, Reckoning reckoning) {
        return new RecordedScene(archive, this, reckoning).why(row, step, now);
    }

    /** What the events of an execution are folded into. */
    ExecutionState state(ExecutionRow row) {
        if (!QueueHosting.isQueue(row)) {
            return state(row, definition(row));
        }
        ExecutionState state = QueueHosting.state(row.id());
        history(row.id()).forEach(commit -> commit.events().forEach(state::apply));
        return state;
    }

    /** @param definition the row's */
    ExecutionState state(ExecutionRow row, WorkflowDefinition definition) {
        return state(row, definition, history(row.id()));
    }

    ExecutionState state(ExecutionRow row, WorkflowDefinition definition, List<Commit> history) {
        ExecutionState state = stateOfWorkflow(row, definition);
        history.forEach(commit -> commit.events().forEach(state::apply));
        return state;
    }

    static ExecutionState stateOfWorkflow(ExecutionRow row, WorkflowDefinition definition) {
        ExecutionPlan plan = new CompiledWorkflow(definition).plan();
        return new ExecutionState(row.id(), plan, SelectionPolicy.of(OrchestrationMode.SEQUENTIAL, plan));
    }

    /** Every change of the execution's shared context, in order. */
    public List<ContextChange> contextHistory(ExecutionRow row) {
        return state(row).context().history();
    }

    /** The names of its steps, or of its tasks, by the index that events name. */
    public List<String> steps(ExecutionRow row) {
        return QueueHosting.isQueue(row)
                ? List.copyOf(view(row).stepResults().keySet())
                : definition(row).nodeNames();
    }

    Recordings recordings() {
        return recordings;
    }

    /** All commits of an execution, in order. */
    List<Commit> history(ExecutionId id) {
        return recordings.history(id);
    }

    /**
     * The definition that an execution is pinned to.
     *
     * @throws OrchestrationException ({@code WRONG_STATE}) if it is none of a workflow but holds plain tasks
     */
    public WorkflowDefinition definition(ExecutionRow row) {
        return recordings.definition(row);
    }

    /** The mode with which an execution was created. */
    static OrchestrationMode mode(ExecutionState state) {
        return Wire.parse(OrchestrationMode.class, state.lifecycle().created().mode());
    }
}
