package dev.orchestration.workflow.dag;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Goes from numbers back to names, and from what is known by name to what is known by number. All lists are immutable. */
final class Selected {
    private Selected() {}

    static List<String> names(List<String> names, int[] nodes) {
        String[] result = new String[nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            result[i] = names.get(nodes[i]);
        }
        return Collections.unmodifiableList(Arrays.asList(result));
    }

    /** The names of each level, in their order: parts of one list, since a chain has a level for each task. */
    static List<List<String>> byLevel(List<String> names, int[] levels) {
        int[] ends = new int[Arrays.stream(levels).max().orElse(-1) + 1];
        for (int level : levels) {
            ends[level]++;
        }
        for (int level = 1; level < ends.length; level++) {
            ends[level] += ends[level - 1];
        }
        String[] sorted = new String[levels.length];
        int[] next = ends.clone();
        for (int node = levels.length - 1; node >= 0; node--) {
            sorted[--next[levels[node]]] = names.get(node);
        }
        List<String> all = Collections.unmodifiableList(Arrays.asList(sorted));
        @SuppressWarnings({"unchecked", "rawtypes"})
        List<String>[] result = new List[ends.length];
        for (int level = 0; level < ends.length; level++) {
            result[level] = all.subList(next[level], ends[level]);
        }
        return Collections.unmodifiableList(Arrays.asList(result));
    }

    /** Nanoseconds by node; what a long cannot hold is the largest long. */
    static long[] nanos(List<String> names, Map<String, Duration> durations) {
        long[] nanos = new long[names.size()];
        for (int node = 0; node < nanos.length; node++) {
            Duration duration = durations.getOrDefault(names.get(node), Duration.ZERO);
            boolean huge = duration.toSeconds() > Long.MAX_VALUE / 1_000_000_000 - 1;
            boolean negative = duration.isNegative();
            nanos[node] = huge ? Long.MAX_VALUE : negative ? -1 : duration.toNanos();
        }
        return nanos;
    }
}
