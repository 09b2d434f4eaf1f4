package dev.orchestration.tasks.decide;

import dev.orchestration.state.event.Activation;
import dev.orchestration.tasks.TaskSignal;
import dev.orchestration.tasks.TaskStatus;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is completed and can be undone, in the order of its completion, and how far that is undone. Rows are as elsewhere: a
 * node, or an item of a map, which is undone by the item of the same number of the map's compensation. What a fork keeps was
 * not done here, so it is not undone here. Confined to the thread that owns the execution.
 */
final class Compensations {
    private final Phases phases;
    private final NodeTable nodes;
    private final Items items;
    private final Set<Integer> completed = new LinkedHashSet<>();
    /** Rows in the order in which they are undone; empty but from the beginning of that to the end of the round. */
    private List<Integer> due = List.of();

    /** Whatever is due before this place has ended. */
    private int turn;

    Compensations(Phases phases, NodeTable nodes, Items items) {
        this.phases = phases;
        this.nodes = nodes;
        this.items = items;
    }

    /** Whether a compensation in this status has begun and not ended. */
    static boolean isOpen(TaskStatus status) {
        return status != TaskStatus.PENDING && !status.isTerminal();
    }

    /** What this row does is completed. */
    void completed(int row) {
        if (phases.compensation(items.node(row)) != Phases.NOBODY) {
            completed.add(row);
        }
    }

    /** The row begins anew. */
    void reopened(int row) {
        completed.remove(row);
    }

    /** A round begins. */
    void forget() {
        due = List.of();
        turn = 0;
    }

    /** Whether there is anything to undo. */
    boolean any() {
        return !completed.isEmpty();
    }

    /** From now on all that is completed is undone. */
    void begin(ExecutionPlan plan) {
        due = UndoOrder.of(completed, plan, items);
        turn = 0;
    }

    /** The compensation of some row begins; in what an earlier version recorded it may not be the first that is left. */
    void turnBegins() {
        while (turn < due.size() && statusOf(due.get(turn)).isTerminal()) {
            turn++;
        }
    }

    /** The row whose turn it is to be undone, also while that is done; null if none is left. */
    @Nullable
    Integer current() {
        for (int place = turn; place < due.size(); place++) {
            if (!statusOf(due.get(place)).isTerminal()) {
                return due.get(place);
            }
        }
        return null;
    }

    /** Where the compensation of a row stands. */
    TaskStatus statusOf(int row) {
        int node = phases.compensation(items.node(row));
        boolean unbegun = nodes.startedAt(node) == NodeTable.NONE; // so its items are those of an earlier round
        return unbegun || !items.isItem(row) ? nodes.status(node) : nodes.status(items.row(compensationOf(row)));
    }

    /** The activation that undoes a row; that of an item is known once the items of the compensation are. */
    Activation compensationOf(int row) {
        int node = phases.compensation(items.node(row));
        int item = items.item(row);
        MapItems map = item == Activation.NO_ITEM ? null : items.of(node);
        return new Activation(node, item, nodes.activation(map == null ? node : map.first() + item));
    }

    /** Of the items of a compensation those have nothing to do of which the original was not completed. */
    void skipOthers(MapItems compensation) {
        MapItems original = items.of(phases.undone(compensation.node()));
        for (int item = 0; item < compensation.count(); item++) {
            if (original == null || !completed.contains(original.first() + item)) {
                nodes.move(compensation.first() + item, TaskSignal.KEPT_SKIPPED);
            }
        }
    }

    /** Whether what the row did is undone. */
    boolean isUndone(int row) {
        return completed.contains(row) && statusOf(row) == TaskStatus.COMPLETED;
    }

    /** Whether what a node did is undone, or anything of it. */
    boolean isAnyUndone(int node) {
        if (phases.compensation(node) == Phases.NOBODY) {
            return false;
        }
        for (int row : items.rowsOf(node)) {
            if (isUndone(row)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a compensation has its turn in this round, or had it. */
    boolean concerns(int compensation) {
        return nodes.status(compensation) != TaskStatus.PENDING
                || due.stream().anyMatch(row -> items.node(row) == phases.undone(compensation));
    }
}
