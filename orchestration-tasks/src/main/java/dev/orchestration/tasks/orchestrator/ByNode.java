package dev.orchestration.tasks.orchestrator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** At most one thing for each node of a plan, found by the node's index. Confined to the loop. */
final class ByNode<T> {
    private @Nullable Object[] values = new Object[0];
    private int count;

    @SuppressWarnings("unchecked") // only values of T are put in
    @Nullable
    T get(int node) {
        return node < values.length ? (T) values[node] : null;
    }

    /** @param size how many nodes there are, so that the place for them is made once */
    void put(int node, T value, int size) {
        if (node >= values.length) {
            values = Arrays.copyOf(values, Math.max(Math.max(size, node + 1), 2 * values.length));
        }
        count += values[node] == null ? 1 : 0;
        values[node] = value;
    }

    void remove(int node) {
        if (node < values.length && values[node] != null) {
            values[node] = null;
            count--;
        }
    }

    /** All, in the order of their nodes; a copy, so that who goes through it may change the original. */
    @SuppressWarnings("unchecked") // only values of T are put in
    List<T> all() {
        List<T> all = new ArrayList<>(count);
        for (int node = 0; node < values.length && all.size() < count; node++) {
            if (values[node] != null) {
                all.add((T) values[node]);
            }
        }
        return all;
    }

    void clear() {
        values = new Object[0];
        count = 0;
    }
}
