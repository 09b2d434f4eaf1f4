package dev.orchestration.tasks.decide;

import dev.orchestration.state.Context;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.TaskStatus;
import org.jspecify.annotations.Nullable;

/**
 * One execution as its events tell it; {@link #apply} is the only mutation and reads neither clock nor file nor
 * expression. Confined to the thread that owns the execution: the loop, or whoever folds a stored history.
 */
public final class ExecutionState {
    private final ExecutionId id;
    private final ExecutionPlan plan;
    private final SelectionPolicy policy;
    private final NodeTable nodes;
    private final ReadyQueue ready;
    private final Readiness readiness;
    private final NodeFold fold;
    private final Lifecycle lifecycle = new Lifecycle();

    /** @param policy decides the order of {@link #nextReady}, and nothing else */
    public ExecutionState(ExecutionId id, ExecutionPlan plan, SelectionPolicy policy) {
        this.id = id;
        this.plan = plan;
        this.policy = policy;
        this.nodes = new NodeTable(plan.size());
        this.ready = new ReadyQueue(plan.size(), policy);
        this.readiness = new Readiness(plan, nodes, ready);
        this.fold = new NodeFold(plan, nodes, ready, readiness);
    }

    /** Takes one recorded fact in. */
    public void apply(Event event) {
        lifecycle.apply(event);
        fold.apply(event);
    }

    public ExecutionId id() {
        return id;
    }

    public ExecutionPlan plan() {
        return plan;
    }

    public SelectionPolicy policy() {
        return policy;
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

    /** The current activation of {@code node}. */
    public Activation activation(int node) {
        return new Activation(node, Activation.NO_ITEM, nodes.activation(node));
    }

    /** The ready node that its mode puts first, null if none is ready or the execution does not run. */
    public @Nullable ReadyNode nextReady() {
        return lifecycle.status() == WorkflowStatus.RUNNING ? ready.peek() : null;
    }

    /** Takes the node of {@link #nextReady()} out of the queue for a while. */
    public void takeReady() {
        ready.takeHead();
    }

    /** Puts back what {@link #takeReady()} took out. */
    public void putBack(ReadyNode node) {
        ready.putBack(node);
    }

    /** How many attempts of the node's current activation have started. */
    public int attempts(int node) {
        return nodes.attempts(node);
    }

    /** When the node's running attempt times out, null for never; microseconds since 1970. */
    public @Nullable Long deadline(int node) {
        return nodes.deadline(node);
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

    NodeTable nodes() {
        return nodes;
    }

    Readiness readiness() {
        return readiness;
    }

    ReadyQueue ready() {
        return ready;
    }
}
