package dev.orchestration.tasks.decide;

import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.TaskSignal;
import dev.orchestration.tasks.TaskStatus;

/**
 * Which rows the elements of a map's list have. A map that runs at the end of each round may get another list in each: its
 * items go on counting their activations, as what ran as one never runs again as the same, and rows that the list does not
 * reach are left cancelled, so that nobody looks at them. Confined to the thread that owns the execution.
 */
final class MapLists {
    private final ExecutionPlan plan;
    private final NodeTable nodes;
    private final ReadyQueue ready;
    private final Items items;

    MapLists(ExecutionPlan plan, NodeTable nodes, ReadyQueue ready, Items items) {
        this.plan = plan;
        this.nodes = nodes;
        this.ready = ready;
        this.items = items;
    }

    /** The items of a map that gets its list, or goes on with the one it has. */
    MapItems listed(Event.Expanded e) {
        MapItems known = items.of(e.node());
        if (known == null) {
            return add(e);
        }
        if (plan.phases().isCompensation(e.node()) || (e.items() != null && !plan.isFinal(e.node()))) {
            return replaced(e, known);
        }
        if (plan.isFinal(e.node())) {
            if (e.count() > known.room()) {
                return moved(e, known);
            }
            known.relist(e);
            leave(known, known.count());
        }
        return known;
    }

    private MapItems add(Event.Expanded e) {
        MapItems map = items.add(e);
        nodes.grow(items.rows());
        ready.grow(items.rows());
        return map;
    }

    /** By others, whose activations nobody has had. */
    private MapItems replaced(Event.Expanded e, MapItems known) {
        MapItems map = add(e);
        int n = plan.phases().isCompensation(e.node()) ? nodes.activation(e.node()) : 1;
        for (int row = known.first(); row < known.end(); row++) {
            n = Math.max(n, nodes.activation(row));
            if (nodes.status(row) == TaskStatus.PENDING) {
                nodes.move(row, TaskSignal.CANCELLED);
            }
        }
        for (int row = map.first(); row < map.end(); row++) {
            nodes.beginAt(row, n);
        }
        return map;
    }

    /** To more rows. */
    private MapItems moved(Event.Expanded e, MapItems known) {
        MapItems map = add(e);
        for (int item = 0; item < known.room(); item++) {
            nodes.beginAt(map.first() + item, nodes.activation(known.first() + item));
        }
        leave(known, 0);
        return map;
    }

    private void leave(MapItems map, int from) {
        for (int row = map.first() + from; row < map.first() + map.room(); row++) {
            if (!nodes.status(row).isTerminal()) {
                nodes.move(row, TaskSignal.CANCELLED);
            }
        }
    }
}
