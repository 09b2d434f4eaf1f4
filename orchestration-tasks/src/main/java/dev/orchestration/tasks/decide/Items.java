package dev.orchestration.tasks.decide;

import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which row each activation has in columns: a node the row of its index, and the items of a map rows behind those of all
 * nodes, in the order in which maps were expanded. So whatever has a row starts, waits, is tried again and ends by the same
 * rules, and an execution without maps pays nothing for them but a look at a number. Confined to the thread that owns the
 * execution.
 */
public final class Items {
    private final ExecutionPlan plan;
    private final Map<Integer, MapItems> maps = new TreeMap<>();
    /** By row, less the number of nodes. */
    private MapItems[] owners = {};

    private int count;
    private final TreeSet<Integer> failing = new TreeSet<>();

    Items(ExecutionPlan plan) {
        this.plan = plan;
    }

    /** The items of a map get their rows. */
    MapItems add(Event.Expanded e) {
        MapItems map = new MapItems(e, rows());
        maps.put(e.node(), map);
        int before = count;
        count += e.count();
        if (count > owners.length) {
            owners = Arrays.copyOf(owners, Math.max(count, 2 * before));
        }
        Arrays.fill(owners, before, count, map);
        return map;
    }

    /** How many rows there are. */
    int rows() {
        return plan.size() + count;
    }

    boolean isItem(int row) {
        return count > 0 && row >= plan.size();
    }

    /** The node of a row. */
    int node(int row) {
        return isItem(row) ? owner(row).node() : row;
    }

    /** The map of an item. */
    MapItems owner(int row) {
        return owners[row - plan.size()];
    }

    /** Which element of its list the item of a row is, {@link Activation#NO_ITEM} for a node. */
    int item(int row) {
        return isItem(row) ? row - owner(row).first() : Activation.NO_ITEM;
    }

    /** @throws IllegalStateException for an item that there is not */
    int row(Activation activation) {
        return activation.item() == Activation.NO_ITEM ? activation.node() : rowOfItem(activation);
    }

    /** Whether the activation is one of a node, or of an item that there is now: a list may become shorter. */
    public boolean has(Activation activation) {
        MapItems map = activation.item() == Activation.NO_ITEM ? null : of(activation.node());
        return activation.item() == Activation.NO_ITEM || (map != null && activation.item() < map.count());
    }

    private int rowOfItem(Activation activation) {
        MapItems map = of(activation.node());
        if (map == null || activation.item() >= map.count()) {
            throw new IllegalStateException("an item that there is not: " + activation);
        }
        return map.first() + activation.item();
    }

    /** The items of a node; null for one that is no map, or not expanded yet. */
    @Nullable
    MapItems of(int node) {
        return count == 0 && maps.isEmpty() ? null : maps.get(node);
    }

    /** The row of a node, and those of its items. */
    public int[] rowsOf(int node) {
        MapItems map = of(node);
        return map == null
                ? new int[] {node}
                : IntStream.concat(IntStream.of(node), IntStream.range(map.first(), map.end()))
                        .toArray();
    }

    /** The list that the event recorded by which a map was expanded, null if it recorded none. */
    public @Nullable List<?> recorded(int node) {
        MapItems map = of(node);
        return map == null ? null : map.recorded();
    }

    /** None of these maps begins any more. */
    void stop(IntPredicate which) {
        maps.forEach((node, map) -> {
            if (which.test(node)) {
                map.stop();
            }
        });
    }

    /** An item of a map failed that shall end with the first failure. */
    void failsFast(int node) {
        failing.add(node);
    }

    /** What there was to decide of the failure of an item is decided. */
    void decided(int node) {
        failing.remove(node);
    }

    /** A map whose items are to be cancelled, as one of them failed; null if there is none. */
    @Nullable
    Integer nextFailing() {
        return failing.isEmpty() ? null : failing.first();
    }
}
