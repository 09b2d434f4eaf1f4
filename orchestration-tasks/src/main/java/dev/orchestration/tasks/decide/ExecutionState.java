package dev.orchestration.tasks.decide;

import dev.orchestration.state.Context;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.TaskStatus;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * One execution as its events tell it; {@link #apply} is the only mutation and reads neither clock nor file nor
 * expression. Confined to the thread that owns the execution: the loop, or whoever folds a stored history.
 */
public final class ExecutionState {
    /** Stands for no node. */
    public static final int NOBODY = ReadyQueue.NOBODY;

    private final ExecutionId id;
    private final ExecutionPlan plan;
    private final NodeTable nodes;
    private final ReadyQueue ready;
    private final Readiness readiness;
    private final NodeFold fold;
    private final OpenWaits waits;
    private final Items items;
    private final Passes passes = new Passes();
    private final Lifecycle lifecycle = new Lifecycle();
    private final @Nullable SubmittedTasks tasks;

    /** @param policy decides the order of {@link #nextReady}, and nothing else */
    public ExecutionState(ExecutionId id, ExecutionPlan plan, SelectionPolicy policy) {
        this.id = id;
        this.plan = plan;
        this.items = new Items(plan);
        this.nodes = new NodeTable(plan.size(), new StatusCounts(plan, items));
        this.ready = new ReadyQueue(plan.size(), policy, items);
        this.readiness = new Readiness(plan, nodes, ready);
        this.fold = new NodeFold(plan, nodes, ready, readiness, items, passes);
        this.waits = new OpenWaits(nodes, items);
        GrowingEdges growth = plan.growth();
        this.tasks = growth == null ? null : new SubmittedTasks(plan, growth);
    }

    /** Takes one recorded fact in. */
    public void apply(Event event) {
        lifecycle.apply(event);
        fold.apply(event);
        waits.apply(event);
        if (tasks != null && event instanceof Event.TaskSubmitted e) {
            List<Integer> waiting = tasks.add(e);
            nodes.grow(plan.size());
            ready.grow(plan.size());
            readiness.added(e.node(), waiting, e.at());
        }
    }

    /** Whether tasks are submitted to it one by one; it does not end by itself when all of them have ended. */
    public boolean grows() {
        return tasks != null;
    }

    /**
     * The tasks that were submitted to it.
     *
     * @throws IllegalStateException if its plan does not grow
     */
    public SubmittedTasks tasks() {
        if (tasks == null) {
            throw new IllegalStateException("execution " + id + " has a plan that does not grow");
        }
        return tasks;
    }

    /** Whether nothing more is to be expected from {@code node}. */
    public boolean isSettled(int node) {
        return readiness.isSettled(node);
    }

    /** The next node of a plan that grows that was settled since this was asked before; null if there is none. */
    public @Nullable Integer nextSettled() {
        return readiness.nextSettled();
    }

    /** Whether somebody asked for the end of this very node. */
    public boolean cancelRequested(int node) {
        return nodes.cancelRequested(node);
    }

    /** What the node waits for, null if it does not wait, or only for a while. */
    public Event.@Nullable WaitOpened openWait(int node) {
        return waits.of(node);
    }

    /** Whether the node was interrupted and waits for nothing else than a decision about that. */
    public boolean awaitsDecision(int node) {
        boolean tried = nodes.status(node) == TaskStatus.WAITING && due(node) == null && nodes.attempts(node) > 0;
        return tried && !children().isOpen(node);
    }

    public ExecutionId id() {
        return id;
    }

    public ExecutionPlan plan() {
        return plan;
    }

    public Lifecycle lifecycle() {
        return lifecycle;
    }

    /** The shared context; whoever reads it from another thread sees values that may not be committed yet. */
    public Context context() {
        return fold.context();
    }

    /** The required node that failed, or was cancelled by itself, first in this round; null if none did. */
    public @Nullable Integer firstFailed() {
        return fold.firstFailed();
    }

    /** Attempts that started and did not end. */
    public int active() {
        return fold.active();
    }

    /** Activations that wait without a worker. */
    public int waiting() {
        return fold.waiting();
    }

    /** How many rows there are: nodes, and behind them the items of maps. */
    public int rows() {
        return items.rows();
    }

    /** The row of an activation: wherever this asks for a node that may start, wait or run, an item has its row instead. */
    public int row(Activation activation) {
        return items.row(activation);
    }

    /** The node of a row: for an item, its map. */
    public int node(int row) {
        return items.node(row);
    }

    /** The current activation of a row. */
    public Activation activation(int row) {
        return new Activation(items.node(row), items.item(row), nodes.activation(row));
    }

    /** The ready node that its mode puts first, {@link #NOBODY} if none is ready or the execution does not run. */
    public int nextReady() {
        return lifecycle.status() == WorkflowStatus.RUNNING ? ready.head() : NOBODY;
    }

    /**
     * From now on some nodes stand apart from the order of the mode once they are ready, as they need no worker. Changes the
     * order in which ready nodes are given out, and nothing else.
     */
    public void setApart(IntPredicate waits) {
        ready.setApart(waits);
    }

    /** The next of the ready nodes that stand apart, {@link #NOBODY} if none is ready or the execution does not run. */
    public int nextIdle() {
        return lifecycle.status() == WorkflowStatus.RUNNING ? ready.idleHead() : NOBODY;
    }

    /** How urgent the node of {@link #nextReady()} is: smaller goes first, between executions of all modes. */
    public long readyRank() {
        return ready.headRank();
    }

    /** The how-manieth node of the execution to become ready the node of {@link #nextReady()} was. */
    public long readySeq() {
        return ready.headSeq();
    }

    /** Takes the node of {@link #nextReady()} out of the queue for a while; null if there is none. */
    public @Nullable ReadyNode takeReady() {
        return ready.takeHead();
    }

    /** Puts back what {@link #takeReady()} took out; of several what was taken last comes first. */
    public void putBack(ReadyNode node) {
        ready.putBack(node);
    }

    /** How many attempts of the node's current activation have started. */
    public int attempts(int node) {
        return nodes.attempts(node);
    }

    /** When the node's wait or backoff is over, null if it does not wait for a time; microseconds since 1970. */
    public @Nullable Long due(int node) {
        return nodes.deadline(node);
    }

    /** Since when the node waits; means something while it does. Microseconds since 1970. */
    public long waitsSince(int node) {
        return nodes.waitsSince(node);
    }

    /** The output of the node's last completed activation as JSON, null where there is none. */
    public @Nullable Object output(int node) {
        return nodes.output(node);
    }

    public TaskStatus status(int node) {
        return nodes.status(node);
    }

    /** Which rows belong to items of maps. */
    public Items items() {
        return items;
    }

    Compensations compensations() {
        return fold.compensations();
    }

    Passes passes() {
        return passes;
    }

    NodeTable nodes() {
        return nodes;
    }

    ChildWaits children() {
        return fold.children();
    }

    OpenWaits waits() {
        return waits;
    }

    Readiness readiness() {
        return readiness;
    }

    ReadyQueue ready() {
        return ready;
    }
}
