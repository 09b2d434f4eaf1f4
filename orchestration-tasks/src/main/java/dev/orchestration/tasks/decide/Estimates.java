package dev.orchestration.tasks.decide;

import dev.orchestration.tasks.TaskSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How long the nodes of a plan are expected to take: as observed, else as estimated, else the median of both. */
final class Estimates {
    /** Where nothing is known of any node; all alike, so that longer chains still go first. Unit: microseconds. */
    private static final long UNKNOWN = 1_000_000;

    private Estimates() {}

    /**
     * By node, in microseconds.
     *
     * @param observed by the name of a node, how long it took in earlier runs
     */
    static long[] of(List<TaskSpec> specs, Map<String, Duration> observed) {
        @Nullable Duration[] known = new Duration[specs.size()];
        for (int node = 0; node < known.length; node++) {
            TaskSpec spec = specs.get(node);
            Duration seen = observed.get(spec.name());
            known[node] = seen == null ? spec.estimate() : seen;
        }
        long[] sorted = Arrays.stream(known)
                .filter(duration -> duration != null)
                .mapToLong(Estimates::micros)
                .sorted()
                .toArray();
        long median = sorted.length == 0 ? UNKNOWN : sorted[(sorted.length - 1) / 2];
        long[] estimates = new long[known.length];
        for (int node = 0; node < known.length; node++) {
            Duration duration = known[node];
            estimates[node] = duration == null ? median : micros(duration);
        }
        return estimates;
    }

    /** Tells {@code rules} of which nodes earlier runs are known. */
    static void note(List<TaskSpec> specs, Map<String, Duration> observed, NodeRules rules) {
        for (int node = 0; node < specs.size() && !observed.isEmpty(); node++) {
            if (observed.containsKey(specs.get(node).name())) {
                rules.noteObserved(node);
            }
        }
    }

    /** Of a node about whose neighbours nothing is known, in microseconds. */
    static long alone(TaskSpec spec) {
        Duration estimate = spec.estimate();
        return estimate == null ? UNKNOWN : micros(estimate);
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }
}
