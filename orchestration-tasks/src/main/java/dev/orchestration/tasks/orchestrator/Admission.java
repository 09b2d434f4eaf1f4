package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.SessionId;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.decide.ExecutionState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Who starts next, over all executions: a tree of limits (engine, session, execution) whose leaves are the heads of the
 * executions' ready queues. Of the heads whose limits allow, the one of the lowest rank starts; of one rank the one whose
 * session uses least for its weight; then the one that became ready first. A head that lacks a slot is passed by nobody, one
 * that lacks resources only by those who do not delay it: see {@link Capacity}. Confined to the loop.
 */
final class Admission {
    private final Attempt.Desk desk;
    private final Capacity capacity;
    private final Map<SessionId, SessionShare> shares = new LinkedHashMap<>();
    private final IndexedHeap<SessionShare> sessions = new IndexedHeap<>();
    private final List<Standing> heldBack = new ArrayList<>();
    private final Lenders lenders = new Lenders(this);

    Admission(Attempt.Desk desk, Capacity capacity) {
        this.desk = desk;
        this.capacity = capacity;
    }

    /** What it gives out. */
    Capacity capacity() {
        return capacity;
    }

    /** An execution takes part from now on. */
    void join(Hosted hosted) {
        SessionId session = hosted.hosting().session().session();
        SessionShare share = shares.computeIfAbsent(session, SessionShare::new);
        share.joined();
        hosted.standing().share(share);
    }

    /** An execution takes part no more; does nothing for one that did not. */
    void leave(Hosted hosted) {
        SessionShare share = hosted.standing().share();
        if (share != null) {
            share.executions().remove(hosted.standing());
            hosted.standing().share(null);
            share.left();
            settle(share);
        }
    }

    /** Sessions in which somebody takes part, or something runs. */
    int sessions() {
        return shares.size();
    }

    /** Something happened to an execution: what only waits begins to, and the execution takes its place anew. */
    void changed(Hosted hosted, long at) {
        for (int node = hosted.nextWait(); node != ExecutionState.NOBODY; node = hosted.nextWait()) {
            hosted.start(node, at);
        }
        place(hosted.standing());
    }

    private void place(Standing standing) {
        SessionShare share = standing.share();
        if (share == null) {
            return;
        }
        if (standing.look()) {
            share.executions().put(standing);
        } else {
            share.executions().remove(standing);
        }
        settle(share);
    }

    /** Keeps the order of sessions after every change of one, before the next is looked at. */
    private void settle(SessionShare share) {
        if (share.head() != null) {
            sessions.put(share);
            return;
        }
        sessions.remove(share);
        if (share.isDeserted()) {
            shares.remove(share.session(), share);
        }
    }

    /**
     * Starts what may start now.
     *
     * @return when to try again although nobody gives anything back, on the monotonic clock; empty for never
     */
    OptionalLong fill(long at) {
        lenders.readmit();
        for (SessionShare share = sessions.peek(); share != null; share = sessions.peek()) {
            Standing standing = share.head();
            if (standing == null || !admit(share, standing, at)) {
                break;
            }
            place(standing);
        }
        if (heldBack.isEmpty()) {
            return capacity.takeChance();
        }
        heldBack.forEach(Standing::putBack);
        heldBack.forEach(this::place);
        heldBack.clear();
        return capacity.finish();
    }

    /** Starts the head, or takes it aside; says false if nobody may start any more. */
    private boolean admit(SessionShare share, Standing standing, long at) {
        Hosted hosted = standing.hosted();
        int node = standing.head();
        Grant grant = capacity.ask(hosted, node);
        if (grant.verdict() == Grant.Verdict.FULL) {
            return false;
        }
        if (grant.verdict() == Grant.Verdict.SHORT) {
            if (standing.holdBack()) {
                heldBack.add(standing);
            }
            return true;
        }
        Event.AttemptStarted start = hosted.start(node, at);
        if (start == null) {
            throw new IllegalStateException("node " + node + " of " + hosted.id() + " did not start");
        }
        Attempt attempt = new Attempt(desk, hosted, start, grant);
        hosted.running().put(node, attempt, hosted.state().rows());
        capacity.took(attempt);
        share.started();
        return true;
    }

    /** An attempt that runs already is in hand from now on. */
    void adopt(Attempt attempt) {
        attempt.owner()
                .running()
                .put(attempt.row(), attempt, attempt.owner().state().rows());
        takeBack(attempt);
    }

    /** An attempt is over: its slot and its resources are free again. */
    void release(Attempt attempt) {
        capacity.release(attempt);
        ended(attempt);
    }

    /** An attempt is not waited for any more: its slot is free, but it may still use what it holds. */
    void abandon(Attempt attempt) {
        lenders.forget(attempt);
        if (capacity.abandon(attempt)) {
            ended(attempt);
        }
    }

    /** Those who wait for others. */
    Lenders lenders() {
        return lenders;
    }

    /** The attempt waits for others: its slot, and its place among the tasks of its session, are free. */
    void lend(Attempt attempt) {
        capacity.lend(attempt);
        ended(attempt);
    }

    /** Whether its session lets it go on. That there is a slot for it, its workers see to. */
    boolean hasRoom(Attempt attempt) {
        SessionShare share = attempt.owner().standing().share();
        return share == null
                || share.running() < attempt.owner().hosting().session().maxParallelTasks();
    }

    /** The attempt waits no more, and takes a slot whether there is one or not. */
    void takeBack(Attempt attempt) {
        capacity.takeBack(attempt);
        SessionShare share = attempt.owner().standing().share();
        if (share != null) {
            share.started();
            settle(share);
        }
    }

    private void ended(Attempt attempt) {
        SessionShare share = attempt.owner().standing().share();
        if (share != null) {
            share.ended();
            settle(share);
        }
    }
}
