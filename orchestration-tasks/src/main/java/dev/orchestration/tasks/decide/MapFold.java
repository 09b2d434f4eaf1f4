package dev.orchestration.tasks.decide;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Failure;
import dev.orchestration.state.OutputList;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.Repetition;
import dev.orchestration.tasks.TaskSignal;
import dev.orchestration.tasks.TaskStatus;
import org.jspecify.annotations.Nullable;

/**
 * What events mean for maps. A map runs, and holds nothing, while its items have rows of their own; it ends with the last of
 * them. An item costs the same however many there are. Confined to the thread that owns the execution.
 */
final class MapFold {
    private static final int MOST_NAMED = 10;

    /** What a map needs of the execution around it. */
    interface Around {
        /** The row may start. */
        void free(int row, TaskSignal signal, long at);

        /** The row begins its next activation, pending. */
        void reopenRow(int row);

        /** Whether what the item did is undone. */
        boolean isUndone(int row);

        /** The map has ended by {@code signal}. */
        void mapEnded(int node, TaskSignal signal, long at);
    }

    private final ExecutionPlan plan;
    private final NodeTable nodes;
    private final Items items;
    private final Around around;

    MapFold(ExecutionPlan plan, NodeTable nodes, Items items, Around around) {
        this.plan = plan;
        this.nodes = nodes;
        this.items = items;
        this.around = around;
    }

    /** A map begins with its list, or goes on with those items that a retry by hand has opened again. */
    void expanded(Event.Expanded e, MapItems map) {
        nodes.move(e.node(), TaskSignal.FREED);
        nodes.move(e.node(), TaskSignal.STARTED);
        nodes.noteStart(e.node(), e.at());
        int unended = 0;
        for (int row = map.first(); row < map.end(); row++) {
            unended += nodes.status(row).isTerminal() ? 0 : 1;
        }
        map.begin(unended);
        goOn(map, e.at());
    }

    private void goOn(MapItems map, long at) {
        if (map.left() == 0) {
            end(map, at);
            return;
        }
        if (plan.phases().isCompensation(map.node())) {
            return; // each has its turn, among the items of others
        }
        int most = each(map.node()).maxParallel();
        for (int row = map.nextWithin(most); row >= 0; row = map.nextWithin(most)) {
            if (nodes.status(row) == TaskStatus.PENDING) {
                map.letGo();
                around.free(row, TaskSignal.FREED, at);
            }
        }
    }

    private Repetition.Each each(int node) {
        Repetition repetition = plan.spec(node).repetition();
        Repetition.Each each = repetition == null ? null : repetition.each();
        if (each == null) {
            throw new IllegalStateException("a list for " + plan.name(node) + ", which is no map");
        }
        return each;
    }

    /** An item is terminal now. */
    void itemEnded(int row, long at) {
        MapItems map = items.owner(row);
        map.ended(row);
        if (nodes.status(map.node()) != TaskStatus.RUNNING) {
            return; // cancelled before it went on
        }
        boolean failed = nodes.status(row) == TaskStatus.FAILED;
        if (failed && map.left() > 0 && !map.isStopped() && each(map.node()).failFast()) {
            items.failsFast(map.node());
        }
        goOn(map, at);
    }

    /** A map begins anew: what of its items is completed and not undone stays, but where it runs at the end of each round. */
    void reopen(MapItems map) {
        boolean all = plan.isFinal(map.node());
        int end = all ? map.first() + map.room() : map.end();
        for (int row = map.first(); row < end; row++) {
            TaskStatus status = nodes.status(row);
            boolean badly = status == TaskStatus.FAILED || status == TaskStatus.CANCELLED;
            if (all || badly || around.isUndone(row)) {
                around.reopenRow(row);
            }
        }
    }

    private void end(MapItems map, long at) {
        items.decided(map.node());
        int failed = 0;
        int cancelled = 0;
        long last = map.count() == 0 ? at : Long.MIN_VALUE;
        for (int row = map.first(); row < map.end(); row++) {
            failed += nodes.status(row) == TaskStatus.FAILED ? 1 : 0;
            cancelled += nodes.status(row) == TaskStatus.CANCELLED ? 1 : 0;
            last = Math.max(last, nodes.endedAt(row));
        }
        boolean asked = nodes.cancelRequested(map.node());
        if (failed > 0 && !asked) {
            nodes.ended(map.node(), last, null, failure(map, failed));
            around.mapEnded(map.node(), TaskSignal.FAILED, at);
        } else if (failed > 0 || cancelled > 0) {
            nodes.ended(map.node(), last, null, null);
            around.mapEnded(map.node(), TaskSignal.CANCELLED, at);
        } else {
            nodes.ended(map.node(), last, outputs(map), null);
            around.mapEnded(map.node(), TaskSignal.SUCCEEDED, at);
        }
    }

    private Object outputs(MapItems map) {
        @Nullable Object[] outputs = new @Nullable Object[map.count()];
        for (int item = 0; item < outputs.length; item++) {
            outputs[item] = nodes.output(map.first() + item);
        }
        return OutputList.of(outputs);
    }

    /** Names those that failed, and why the first of them did. */
    private Failure failure(MapItems map, int failed) {
        StringBuilder names = new StringBuilder();
        Failure first = null;
        int named = 0;
        for (int row = map.first(); row < map.end() && named < MOST_NAMED; row++) {
            if (nodes.status(row) == TaskStatus.FAILED) {
                names.append(named++ == 0 ? "[" : ", [")
                        .append(row - map.first())
                        .append(']');
                first = first == null ? nodes.error(row) : first;
            }
        }
        String more = failed > named ? " and " + (failed - named) + " more" : "";
        String why = first == null ? "" : "; first: " + first.message();
        return new Failure(
                "ItemsFailed",
                failed + " of " + map.count() + " items failed: " + names + more + why,
                first == null ? ErrorKind.INTERNAL : first.kind());
    }
}
