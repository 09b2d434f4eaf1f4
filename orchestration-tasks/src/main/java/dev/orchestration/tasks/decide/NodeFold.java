package dev.orchestration.tasks.decide;

import dev.orchestration.state.Context;
import dev.orchestration.state.ContextWrite;
import dev.orchestration.state.Failure;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.TaskSignal;
import dev.orchestration.tasks.TaskStatus;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What events mean for the nodes of an execution. Confined to the thread that owns the execution. */
final class NodeFold {
    /** They change nothing for any node. */
    private static final Set<Class<? extends Event>> OF_OTHERS = Set.of(
            Event.ExecutionCreated.class,
            Event.TaskSubmitted.class,
            Event.ExecutionPaused.class,
            Event.ExecutionContinued.class,
            Event.ExecutionEnded.class,
            Event.AttemptNoted.class,
            Event.SignalReceived.class,
            Event.Noted.class,
            Event.OwnerTaken.class,
            Event.CommandReceived.class);

    private final ExecutionPlan plan;
    private final NodeTable nodes;
    private final ReadyQueue ready;
    private final Readiness readiness;
    private final Context context = new Context(NoClock.INSTANCE);
    private int active;
    private int waiting;
    private @Nullable Integer firstFailed;

    NodeFold(ExecutionPlan plan, NodeTable nodes, ReadyQueue ready, Readiness readiness) {
        this.plan = plan;
        this.nodes = nodes;
        this.ready = ready;
        this.readiness = readiness;
    }

    void apply(Event event) {
        if (event instanceof Event.AttemptStarted e) {
            attemptStarted(e);
        } else if (event instanceof Event.AttemptEnded e) {
            attemptEnded(e);
        } else if (event instanceof Event.Activated e) {
            readiness.decided(e.activation().node());
            free(e.activation().node(), TaskSignal.FREED, e.at());
        } else if (event instanceof Event.Skipped e) {
            leave(e.activation().node());
            terminal(e.activation().node(), TaskSignal.SKIPPED, e.at());
        } else if (event instanceof Event.WaitOpened e) {
            waitOpened(e);
        } else if (event instanceof Event.WaitEnded e) {
            waitEnded(e);
        } else if (event instanceof Event.AttemptBeat e) {
            nodes.noteDetails(e.activation().node(), e.details());
        } else if (event instanceof Event.ContextChanged e) {
            write(e.writes(), e.who(), e.at(), null);
        } else {
            applyToAll(event);
        }
    }

    /** What an event of the execution as a whole means for its nodes. */
    private void applyToAll(Event event) {
        if (event instanceof Event.ExecutionStarted e) {
            readiness.admit(e.at());
        } else if (event instanceof Event.CancelRequested e) {
            cancelRequested(e);
        } else if (event instanceof Event.ExecutionReopened e) {
            firstFailed = null;
            e.nodes().forEach(nodes::reopen);
            readiness.recount(e.at());
        } else if (!OF_OTHERS.contains(event.getClass())) {
            throw new IllegalStateException("nobody has said what " + event + " means for the nodes");
        }
    }

    private void attemptStarted(Event.AttemptStarted e) {
        int node = e.activation().node();
        nodes.move(node, TaskSignal.STARTED);
        ready.remove(node);
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
            case COMPLETED, CANCELLED, SHUT_DOWN -> {}
        }
        switch (e.next()) {
            case COMPLETED -> {
                if (!e.writes().isEmpty()) {
                    write(e.writes(), plan.name(node), e.at(), plan.name(node) + "/" + e.attempt());
                }
                end(node, TaskSignal.SUCCEEDED, e, e.output());
            }
            case FAILED -> end(node, TaskSignal.FAILED, e, null);
            case CANCELLED -> end(node, TaskSignal.CANCELLED, e, null);
            case RERUN -> free(node, TaskSignal.READIED, e.at());
            case RETRY, DECIDE -> {
                nodes.noteError(node, e.error());
                nodes.move(node, TaskSignal.BACKED_OFF);
                nodes.waits(node, e.at(), e.nextAt() == null ? NodeTable.NONE : e.nextAt());
                waiting++;
            }
        }
    }

    private void free(int node, TaskSignal signal, long at) {
        nodes.move(node, signal);
        ready.add(node, at);
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
        if (firstFailed == null && plan.rules().isRequired(node)) {
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
        ready.remove(node);
        nodes.waitOpened(node, e.at(), due == null ? NodeTable.NONE : due, e.expires());
        waiting++;
    }

    private void waitEnded(Event.WaitEnded e) {
        int node = e.activation().node();
        waiting--;
        nodes.waited(node);
        if (e.how().equals(Event.WaitEnded.RETRY)) {
            free(node, TaskSignal.READIED, e.at());
        } else if (e.failed()) {
            noteFailed(node);
            nodes.move(node, TaskSignal.FAILED);
            nodes.ended(node, e.at(), null, Failure.fromMap(e.payload()));
            readiness.settle(node, e.at());
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
        ready.remove(node);
        readiness.decided(node);
    }

    private void write(List<ContextWrite> writes, String who, long at, @Nullable String attempt) {
        writes.forEach(write -> context.apply(write, who, at, attempt));
    }

    Context context() {
        return context;
    }

    int active() {
        return active;
    }

    int waiting() {
        return waiting;
    }

    @Nullable
    Integer firstFailed() {
        return firstFailed;
    }
}
