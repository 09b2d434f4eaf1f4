package dev.orchestration.tasks.decide;

import dev.orchestration.state.Context;
import dev.orchestration.state.ContextWrite;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.TaskSignal;
import dev.orchestration.tasks.TaskStatus;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One execution as its events tell it; {@link #apply} is the only mutation and reads neither clock nor file nor
 * expression. Confined to the thread that owns the execution: the loop, or whoever folds a stored history.
 */
public final class ExecutionState {
    private final ExecutionId id;
    private final ExecutionPlan plan;
    private final NodeTable nodes;
    private final ReadyQueue ready;
    private final Readiness readiness;
    private final Context context = new Context(NoClock.INSTANCE);
    private final Lifecycle lifecycle = new Lifecycle();
    private int active;
    private int waiting;
    private @Nullable Integer firstFailed;

    public ExecutionState(ExecutionId id, ExecutionPlan plan, OrchestrationMode mode) {
        this.id = id;
        this.plan = plan;
        this.nodes = new NodeTable(plan.size());
        this.ready = new ReadyQueue(plan, mode);
        this.readiness = new Readiness(plan, nodes, ready);
    }

    /** Takes one recorded fact in. */
    public void apply(Event event) {
        if (event instanceof Event.AttemptStarted e) {
            attemptStarted(e);
        } else if (event instanceof Event.AttemptEnded e) {
            attemptEnded(e);
        } else if (event instanceof Event.Activated e) {
            readiness.decided(e.activation().node());
            nodes.move(e.activation().node(), TaskSignal.FREED);
            ready.add(e.activation().node(), e.at());
        } else if (event instanceof Event.Skipped e) {
            readiness.decided(e.activation().node());
            terminal(e.activation().node(), TaskSignal.SKIPPED, e.at());
        } else if (event instanceof Event.WaitOpened e) {
            waitOpened(e);
        } else if (event instanceof Event.WaitEnded e) {
            waitEnded(e);
        } else if (event instanceof Event.ContextChanged e) {
            write(e.writes(), e.who(), e.at(), null);
        } else {
            lifecycle.apply(event);
            applyToNodes(event);
        }
    }

    /** What an event of the execution as a whole means for its nodes. */
    private void applyToNodes(Event event) {
        if (event instanceof Event.ExecutionStarted e) {
            readiness.admit(e.at());
        } else if (event instanceof Event.CancelRequested e) {
            cancelRequested(e);
        } else if (event instanceof Event.ExecutionReopened e) {
            firstFailed = null;
            e.nodes().forEach(nodes::reopen);
            readiness.recount(e.at());
        }
    }

    private void attemptStarted(Event.AttemptStarted e) {
        int node = e.activation().node();
        nodes.move(node, TaskSignal.STARTED);
        nodes.attemptStarted(node, e);
        active++;
    }

    private void attemptEnded(Event.AttemptEnded e) {
        int node = e.activation().node();
        active--;
        nodes.noteLog(node, e.log());
        nodes.noteStart(node, e.startedAt());
        switch (e.outcome()) {
            case FAILED, TIMED_OUT, ABANDONED -> nodes.countFailure(node);
            case INTERRUPTED -> nodes.countInterruption(node);
            case COMPLETED, CANCELLED -> {}
        }
        switch (e.next()) {
            case COMPLETED -> {
                write(e.writes(), plan.name(node), e.at(), plan.name(node) + "/" + e.attempt());
                end(node, TaskSignal.SUCCEEDED, e, e.output());
            }
            case FAILED -> end(node, TaskSignal.FAILED, e, null);
            case CANCELLED -> end(node, TaskSignal.CANCELLED, e, null);
            case RERUN -> {
                nodes.move(node, TaskSignal.READIED);
                ready.add(node, e.at());
            }
            case RETRY, DECIDE -> {
                nodes.noteError(node, e.error());
                nodes.move(node, TaskSignal.BACKED_OFF);
                nodes.due(node, e.nextAt() == null ? NodeTable.NONE : e.nextAt());
                waiting++;
            }
        }
    }

    private void end(int node, TaskSignal signal, Event.AttemptEnded e, @Nullable Object output) {
        if (signal != TaskSignal.SUCCEEDED) {
            noteFailed(node);
        }
        nodes.ended(node, e.endedAt(), output, e.error());
        nodes.move(node, signal);
        readiness.settle(node, e.at());
    }

    private void noteFailed(int node) {
        if (firstFailed == null && plan.spec(node).required()) {
            firstFailed = node;
        }
    }

    private void terminal(int node, TaskSignal signal, long at) {
        if (signal == TaskSignal.CANCELLED) {
            noteFailed(node);
        }
        nodes.move(node, signal);
        nodes.ended(node, at, null, null);
        readiness.settle(node, at);
    }

    private void waitOpened(Event.WaitOpened e) {
        int node = e.activation().node();
        Long due = e.due();
        nodes.move(node, TaskSignal.WAIT_OPENED);
        nodes.waitOpened(node, e.at(), due == null ? NodeTable.NONE : due);
        waiting++;
    }

    private void waitEnded(Event.WaitEnded e) {
        int node = e.activation().node();
        waiting--;
        nodes.due(node, NodeTable.NONE);
        if (e.how().equals(Event.WaitEnded.RETRY)) {
            nodes.move(node, TaskSignal.READIED);
            ready.add(node, e.at());
        } else {
            nodes.move(node, TaskSignal.SUCCEEDED);
            nodes.ended(node, e.at(), e.payload(), null);
            readiness.settle(node, e.at());
        }
    }

    private void cancelRequested(Event.CancelRequested e) {
        Integer node = e.node();
        if (e.scope() == CancelScope.STEP && node != null) {
            nodes.requestCancel(node);
            cancelUnlessRunning(node, e.at());
        } else {
            cancelUnstarted(e.at());
        }
    }

    /** In two passes, so that none becomes free, or blocked for good, by the cancellation of its own dependency. */
    private void cancelUnstarted(long at) {
        BitSet cancelled = new BitSet();
        for (int node = 0; node < plan.size(); node++) {
            if (!readiness.isSettled(node) && nodes.status(node) != TaskStatus.RUNNING) {
                leave(node);
                nodes.move(node, TaskSignal.CANCELLED);
                nodes.ended(node, at, null, null);
                cancelled.set(node);
            }
        }
        cancelled.stream().forEach(node -> readiness.settle(node, at));
    }

    private void cancelUnlessRunning(int node, long at) {
        if (!readiness.isSettled(node) && nodes.status(node) != TaskStatus.RUNNING) {
            leave(node);
            terminal(node, TaskSignal.CANCELLED, at);
        }
    }

    private void leave(int node) {
        if (nodes.status(node) == TaskStatus.WAITING) {
            waiting--;
        }
        readiness.decided(node);
    }

    private void write(List<ContextWrite> writes, String who, long at, @Nullable String attempt) {
        writes.forEach(write -> context.apply(write, who, at, attempt));
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
        return context;
    }

    /** The required node that failed, or was cancelled by itself, first in this round; null if none did. */
    public @Nullable Integer firstFailed() {
        return firstFailed;
    }

    /** Attempts that started and did not end. */
    public int active() {
        return active;
    }

    /** Activations that wait without a worker. */
    public int waiting() {
        return waiting;
    }

    /** The current activation of {@code node}. */
    public Activation activation(int node) {
        return new Activation(node, Activation.NO_ITEM, nodes.activation(node));
    }

    /** The ready node that its mode puts first, null if none is ready or the execution does not run. */
    public @Nullable ReadyNode nextReady() {
        if (lifecycle.status() != WorkflowStatus.RUNNING) {
            return null;
        }
        ReadyNode head = ready.peek();
        while (head != null && nodes.status(head.node()) != TaskStatus.READY) {
            ready.removeHead();
            head = ready.peek();
        }
        return head;
    }

    /** Takes the node of {@link #nextReady()} out of the queue for a while. */
    public void takeReady() {
        ready.removeHead();
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
