package dev.orchestration.tasks.decide;

import dev.orchestration.state.Failure;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.TaskSignal;

/** What the events of their waits mean for nodes, and for items of maps. Confined to the thread that owns the execution. */
final class WaitFold {
    private final NodeTable nodes;
    private final ReadyQueue ready;
    private final NodeMoves moves;
    private final ChildWaits children;

    WaitFold(NodeTable nodes, ReadyQueue ready, NodeMoves moves, ChildWaits children) {
        this.nodes = nodes;
        this.ready = ready;
        this.moves = moves;
        this.children = children;
    }

    /** It waits for its next attempt, or its next pass. */
    void backedOff(int node, Event.AttemptEnded e) {
        nodes.noteError(node, e.error());
        nodes.move(node, TaskSignal.BACKED_OFF);
        nodes.waits(node, e.at(), e.nextAt() == null ? NodeTable.NONE : e.nextAt());
        moves.waits(1);
    }

    void opened(int node, Event.WaitOpened e) {
        Long due = e.due();
        nodes.move(node, TaskSignal.WAIT_OPENED);
        ready.remove(node);
        children.opened(node, e);
        nodes.waitOpened(node, e.at(), due == null ? NodeTable.NONE : due, e.expires());
        moves.waits(1);
    }

    void ended(int node, Event.WaitEnded e) {
        moves.waits(-1);
        nodes.waited(node);
        if (e.how().equals(Event.WaitEnded.RETRY)) {
            children.over(node, e.by());
            moves.free(node, TaskSignal.READIED, e.at());
        } else if (e.failed()) {
            moves.noteFailed(node);
            nodes.move(node, TaskSignal.FAILED);
            nodes.ended(node, e.at(), null, Failure.fromMap(e.payload()));
            moves.settle(node, e.at());
        } else {
            moves.compensations().completed(node);
            nodes.move(node, TaskSignal.SUCCEEDED);
            nodes.ended(node, e.at(), e.payload(), null);
            moves.settle(node, e.at());
        }
    }
}
