package dev.orchestration.workflow.durations;

import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Outcome;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The last durations of each step of one workflow. Not thread-safe. */
final class StepDurations {
    /** Enough for a median that one odd run does not move, few enough to follow a change. */
    private static final int REMEMBERED = 5;

    private static final class Recent {
        private final long[] micros = new long[REMEMBERED];
        private int count;

        void add(long duration) {
            micros[count % REMEMBERED] = duration;
            count++;
            if (count == 2 * REMEMBERED) {
                count = REMEMBERED;
            }
        }

        /** The lower one of the two in the middle, so that it is a duration that really was. */
        long median() {
            long[] sorted = Arrays.copyOf(micros, Math.min(count, REMEMBERED));
            Arrays.sort(sorted);
            return sorted[(sorted.length - 1) / 2];
        }
    }

    private final Map<String, Recent> steps = new LinkedHashMap<>();

    /**
     * Takes in the attempts that completed among {@code events}.
     *
     * @param nodes the names of the steps by node index
     */
    void observe(List<Event> events, List<String> nodes) {
        for (Event event : events) {
            if (event instanceof Event.AttemptEnded ended && ended.outcome() == Outcome.COMPLETED) {
                String step = nodes.get(ended.activation().node());
                steps.computeIfAbsent(step, name -> new Recent()).add(ended.endedAt() - ended.startedAt());
            }
        }
    }

    /** By the name of a step, the median of its last durations. */
    Map<String, Duration> medians() {
        Map<String, Duration> medians = new LinkedHashMap<>(steps.size() * 2);
        steps.forEach((step, recent) -> medians.put(step, Duration.ofNanos(Math.max(0, recent.median()) * 1_000)));
        return medians;
    }

    int size() {
        return steps.size();
    }
}
