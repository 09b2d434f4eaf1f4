package dev.orchestration.app;

import dev.orchestration.state.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Two JSON objects, side by side. */
final class Differences {
    /** Deeper objects are compared as a whole. */
    private static final int DEEPEST = 4;

    /** Durations that differ by less than a tenth, or by less than this, count as the same. Unit: milliseconds. */
    private static final double NOTICEABLE = 100;

    private static final String DURATION = "duration_ms";

    /**
     * What stands in one place.
     *
     * @param path keys from the outermost on
     * @param inA whether it is there in the first
     * @param inB whether it is there in the second
     */
    record Entry(
            List<String> path,
            boolean inA,
            boolean inB,
            @Nullable Object a,
            @Nullable Object b) {
        boolean differs() {
            return inA != inB || !same();
        }

        private boolean same() {
            boolean duration = path.get(path.size() - 1).equals(DURATION);
            if (duration && a instanceof Number first && b instanceof Number second) {
                double apart = Math.abs(first.doubleValue() - second.doubleValue());
                double longer = Math.max(first.doubleValue(), second.doubleValue());
                return apart < NOTICEABLE || apart < longer / 10;
            }
            return Objects.equals(a, b);
        }

        String change() {
            return !differs() ? "same" : !inA ? "added" : !inB ? "removed" : "changed";
        }

        Map<String, Object> json() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("path", path);
            map.put("change", change());
            Json.putNullable(map, "a", a);
            Json.putNullable(map, "b", b);
            return map;
        }
    }

    private final List<Entry> entries = new ArrayList<>();

    private Differences() {}

    /** Every place of either, in the order of the first, then of the second. */
    static List<Entry> of(Map<String, ?> a, Map<String, ?> b) {
        Differences found = new Differences();
        found.compare(List.of(), a, b);
        return found.entries;
    }

    private void compare(List<String> path, Map<?, ?> a, Map<?, ?> b) {
        Set<Object> keys = new LinkedHashSet<>(a.keySet());
        keys.addAll(b.keySet());
        for (Object key : keys) {
            List<String> deeper = new ArrayList<>(path);
            deeper.add(String.valueOf(key));
            if (deeper.size() < DEEPEST
                    && a.get(key) instanceof Map<?, ?> first
                    && b.get(key) instanceof Map<?, ?> second) {
                compare(deeper, first, second);
            } else {
                entries.add(new Entry(deeper, a.containsKey(key), b.containsKey(key), a.get(key), b.get(key)));
            }
        }
    }
}
