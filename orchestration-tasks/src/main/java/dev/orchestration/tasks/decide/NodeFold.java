package dev.orchestration.tasks.decide;

import dev.orchestration.state.Context;
import dev.orchestration.state.ContextWrite;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.TaskSignal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What events mean for the nodes of an execution, and for the items of its maps. Confined to the thread that owns the execution. */
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
    private final Items items;
    private final Passes passes;
    private final NodeMoves moves;
    private final ChildWaits children = new ChildWaits();
    private final WaitFold waits;
    private final MapLists lists;
    private final Context context = new Context(NoClock.INSTANCE);
    private int active;

    NodeFold(ExecutionPlan plan, NodeTable nodes, ReadyQueue ready, Readiness readiness, Items items, Passes passes) {
        this.plan = plan;
        this.nodes = nodes;
        this.ready = ready;
        this.readiness = readiness;
        this.items = items;
        this.passes = passes;
        this.moves = new NodeMoves(plan, nodes, ready, readiness, items, passes, children);
        this.waits = new WaitFold(nodes, ready, moves, children);
        this.lists = new MapLists(plan, nodes, ready, items);
    }

    void apply(Event event) {
        if (event instanceof Event.AttemptStarted e) {
            attemptStarted(e);
        } else if (event instanceof Event.AttemptEnded e) {
            attemptEnded(e);
        } else if (event instanceof Event.Activated e) {
            activated(e);
        } else if (event instanceof Event.Skipped e) {
            moves.leave(items.row(e.activation()));
            moves.terminal(items.row(e.activation()), TaskSignal.SKIPPED, e.at());
        } else if (event instanceof Event.WaitOpened e) {
            waits.opened(items.row(e.activation()), e);
        } else if (event instanceof Event.WaitEnded e) {
            waits.ended(items.row(e.activation()), e);
        } else if (event instanceof Event.WaitWithdrawn e) {
            nodes.waited(items.row(e.activation()));
            children.withdrawn(items.row(e.activation()));
        } else if (event instanceof Event.ChildBegun e) {
            children.begun(items.row(e.activation()), e.execution());
        } else if (event instanceof Event.AttemptBeat e) {
            nodes.details.note(items.row(e.activation()), e.details());
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
        } else if (event instanceof Event.Expanded e) {
            expanded(e);
        } else if (event instanceof Event.NodeKept e) {
            kept(e);
        } else if (event instanceof Event.OutputCached e) {
            nodes.cacheHits.apply(items.row(e.activation()), e);
        } else if (event instanceof Event.CancelRequested e) {
            moves.cancelRequested(e);
        } else if (event instanceof Event.ExecutionCompensating) {
            moves.compensations().begin(plan);
        } else if (event instanceof Event.ExecutionFinishing e) {
            readiness.finish(e.at());
        } else if (event instanceof Event.ExecutionReopened e) {
            moves.reopen(e.nodes());
            readiness.recount(e.at());
        } else if (!OF_OTHERS.contains(event.getClass())) {
            throw new IllegalStateException("nobody has said what " + event + " means for the nodes");
        }
    }

    private void expanded(Event.Expanded e) {
        MapItems map = lists.listed(e);
        if (plan.phases().isCompensation(e.node())) {
            moves.compensations().skipOthers(map);
        }
        readiness.decided(e.node());
        moves.expanded(e, map);
    }

    private void activated(Event.Activated e) {
        int row = items.row(e.activation());
        if (passes.isPausing(row)) {
            long since = nodes.startedAt(row);
            moves.waits(-1);
            nodes.reopen(row);
            nodes.noteStart(row, since);
            passes.goesOn(row);
        } else {
            readiness.decided(row);
        }
        if (e.cause().equals(Event.Activated.COMPENSATE)) {
            moves.compensations().turnBegins();
        }
        moves.free(row, TaskSignal.FREED, e.at());
    }

    private void attemptStarted(Event.AttemptStarted e) {
        int node = items.row(e.activation());
        nodes.move(node, TaskSignal.STARTED);
        ready.remove(node);
        nodes.attemptStarted(node, e);
        nodes.cacheHits.forget(node);
        active++;
    }

    private void attemptEnded(Event.AttemptEnded e) {
        int node = items.row(e.activation());
        active--;
        children.taken(node, e.next());
        nodes.noteLog(node, e.log());
        nodes.noteStart(node, e.startedAt());
        switch (e.outcome()) {
            case FAILED, TIMED_OUT, ABANDONED -> nodes.countFailure(node);
            case INTERRUPTED -> nodes.countInterruption(node);
            case COMPLETED, CANCELLED, SHUT_DOWN -> {}
        }
        switch (e.next()) {
            case COMPLETED -> {
                written(e);
                end(node, TaskSignal.SUCCEEDED, e, e.output());
            }
            case FAILED -> end(node, TaskSignal.FAILED, e, null);
            case CANCELLED -> end(node, TaskSignal.CANCELLED, e, null);
            case RERUN -> moves.free(node, TaskSignal.READIED, e.at());
            case AGAIN -> {
                written(e);
                passes.again(node);
                waits.backedOff(node, e);
            }
            case RETRY, DECIDE -> waits.backedOff(node, e);
        }
    }

    /** It was over elsewhere: here it never starts. */
    private void kept(Event.NodeKept e) {
        write(e.writes(), e.activation().label(plan.name(e.activation().node())), e.at(), null);
        if (e.settles()) {
            moves.kept(items.row(e.activation()), e);
        }
    }

    private void written(Event.AttemptEnded e) {
        if (!e.writes().isEmpty()) {
            String who = e.activation().label(plan.name(e.activation().node()));
            write(e.writes(), who, e.at(), who + "/" + e.attempt());
        }
    }

    private void end(int node, TaskSignal signal, Event.AttemptEnded e, @Nullable Object output) {
        if (signal == TaskSignal.SUCCEEDED) {
            moves.compensations().completed(node);
        } else {
            moves.noteFailed(node);
        }
        nodes.ended(node, e.endedAt(), output, e.error());
        nodes.move(node, signal);
        moves.settle(node, e.at());
    }

    private void write(List<ContextWrite> writes, String who, long at, @Nullable String attempt) {
        writes.forEach(write -> context.apply(write, who, at, attempt));
    }

    Context context() {
        return context;
    }

    ChildWaits children() {
        return children;
    }

    int active() {
        return active;
    }

    Compensations compensations() {
        return moves.compensations();
    }

    int waiting() {
        return moves.waiting();
    }

    @Nullable
    Integer firstFailed() {
        return moves.firstFailed();
    }
}
