package dev.orchestration.tasks.decide;

import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.TaskSignal;
import dev.orchestration.tasks.TaskStatus;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** How nodes, and items of maps, become ready and come to their end. Confined to the thread that owns the execution. */
final class NodeMoves implements MapFold.Around {
    private final ExecutionPlan plan;
    private final NodeTable nodes;
    private final ReadyQueue ready;
    private final Readiness readiness;
    private final Items items;
    private final Passes passes;
    private final ChildWaits children;
    private final MapFold maps;
    private final Compensations compensations;
    private int waiting;
    private @Nullable Integer firstFailed;

    NodeMoves(
            ExecutionPlan plan,
            NodeTable nodes,
            ReadyQueue ready,
            Readiness readiness,
            Items items,
            Passes passes,
            ChildWaits children) {
        this.plan = plan;
        this.nodes = nodes;
        this.ready = ready;
        this.readiness = readiness;
        this.items = items;
        this.passes = passes;
        this.children = children;
        this.maps = new MapFold(plan, nodes, items, this);
        this.compensations = new Compensations(plan.phases(), nodes, items);
    }

    @Override
    public void free(int node, TaskSignal signal, long at) {
        nodes.move(node, signal);
        ready.add(node, at);
    }

    void settle(int row, long at) {
        if (items.isItem(row)) {
            maps.itemEnded(row, at);
        } else {
            settleNode(row, at);
        }
    }

    /** Nobody waits for a compensation. */
    private void settleNode(int node, long at) {
        if (!plan.phases().isCompensation(node)) {
            readiness.settle(node, at);
        }
    }

    @Override
    public void mapEnded(int node, TaskSignal signal, long at) {
        if (signal != TaskSignal.SUCCEEDED) {
            noteFailed(node);
        }
        nodes.move(node, signal);
        settleNode(node, at);
    }

    void noteFailed(int node) {
        if (firstFailed == null && !items.isItem(node) && plan.rules().isRequired(node)) {
            firstFailed = node;
        }
    }

    void terminal(int node, TaskSignal signal, long at) {
        if (signal == TaskSignal.CANCELLED) {
            noteFailed(node);
        }
        nodes.move(node, signal);
        nodes.ended(node, at, null, null);
        settle(node, at);
    }

    /** An activation that was over in the origin of a fork; an item may be ready already. */
    void kept(int row, Event.NodeKept e) {
        leave(row);
        boolean completed = e.status().equals(Event.NodeKept.COMPLETED);
        nodes.move(row, completed ? TaskSignal.KEPT : TaskSignal.KEPT_SKIPPED);
        nodes.ended(row, e.at(), e.output(), null);
        settle(row, e.at());
    }

    /** A retry by hand: these begin anew, and of maps the items that are not completed. */
    void reopen(List<Integer> reopened) {
        firstFailed = null;
        reopened.forEach(this::reopen);
        compensations.forget();
    }

    private void reopen(int node) {
        MapItems map = items.of(node);
        if (map != null && !plan.phases().isCompensation(node)) { // the items of those begin anew with their turn
            maps.reopen(map);
        }
        reopenRow(node);
    }

    @Override
    public void reopenRow(int row) {
        nodes.reopen(row);
        passes.reopen(row);
        children.reopen(row);
        compensations.reopened(row);
    }

    @Override
    public boolean isUndone(int row) {
        return compensations.isUndone(row);
    }

    /** A map gets its items, or goes on with those it has. */
    void expanded(Event.Expanded e, MapItems map) {
        maps.expanded(e, map);
    }

    void cancelRequested(Event.CancelRequested e) {
        Integer node = e.node();
        if (e.scope() != CancelScope.STEP || node == null) {
            items.stop(map -> CancelReach.covers(e, plan, map));
            cancelUnstarted(e, 0, items.rows(), row -> isCovered(e, items.node(row)));
            return;
        }
        if (!e.by().equals(Event.CancelRequested.BY_FAIL_FAST)) {
            nodes.requestCancel(node);
        }
        MapItems map = items.of(node);
        if (map != null) {
            map.stop();
            items.decided(node);
            for (int row = map.first(); row < map.end(); row++) {
                nodes.requestCancel(row);
            }
            cancelUnstarted(e, map.first(), map.end(), row -> true);
        }
        if (mayCancel(node)) {
            leave(node);
            terminal(node, TaskSignal.CANCELLED, e.at());
        }
    }

    /** What never began leaves nothing to do at its end. */
    private boolean isCovered(Event.CancelRequested e, int node) {
        boolean covered = CancelReach.covers(e, plan, node);
        if (plan.phases().isCompensation(node)) {
            return covered && compensations.concerns(node);
        }
        return covered || nodes.status(node) == TaskStatus.PENDING;
    }

    /**
     * In two passes, so that none becomes free, or blocked for good, by the cancellation of its own dependency. Who waits for
     * an execution goes on until that has ended, as what runs goes on to its end.
     */
    private void cancelUnstarted(Event.CancelRequested e, int from, int to, IntPredicate covered) {
        long at = e.at();
        BitSet cancelled = new BitSet();
        for (int row = from; row < to; row++) {
            if (e.scope() != CancelScope.UNSTARTED && children.isOpen(row) && covered.test(row)) {
                nodes.requestCancel(row);
            } else if (mayCancel(row) && covered.test(row)) {
                leave(row);
                nodes.move(row, TaskSignal.CANCELLED);
                nodes.ended(row, at, null, null);
                cancelled.set(row);
            }
        }
        cancelled.stream().forEach(row -> settle(row, at));
    }

    private boolean mayCancel(int row) {
        TaskStatus status = nodes.status(row);
        if (children.isOpen(row)) {
            return false;
        }
        boolean counted = !items.isItem(row) && !plan.phases().isCompensation(row);
        return status != TaskStatus.RUNNING && (counted ? !readiness.isSettled(row) : !status.isTerminal());
    }

    void leave(int node) {
        if (nodes.status(node) == TaskStatus.WAITING) {
            waiting--;
        }
        ready.remove(node);
        readiness.decided(node);
    }

    /** So many more wait. */
    void waits(int more) {
        waiting += more;
    }

    int waiting() {
        return waiting;
    }

    Compensations compensations() {
        return compensations;
    }

    @Nullable
    Integer firstFailed() {
        return firstFailed;
    }
}
