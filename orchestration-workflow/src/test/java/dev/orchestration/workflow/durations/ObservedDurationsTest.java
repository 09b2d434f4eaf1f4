package dev.orchestration.workflow.durations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.ExecutionRow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObservedDurationsTest {
    private final Runs runs = new Runs();
    private final ObservedDurations durations = new ObservedDurations(runs.store);

    private static Map<String, Duration> seconds(long fetch, long load) {
        return Map.of("fetch", Duration.ofSeconds(fetch), "load", Duration.ofSeconds(load));
    }

    @Test
    void nothingIsKnownOfWhatNeverRan() {
        assertThat(durations.of("etl")).isEmpty();
    }

    @Test
    void theLastThreeCompletedRunsOfTheStoreAreRead() {
        runs.of("etl", 900, 900)
                .of("etl", 3, 10)
                .of("etl", 1, 30)
                .failed("etl", 77, 77)
                .of("other", 55, 55);
        runs.of("etl", 2, 20);
        assertThat(durations.of("etl")).isEqualTo(seconds(2, 20));
    }

    @Test
    void whatCompletesLaterIsHeard() {
        runs.of("etl", 3, 10);
        assertThat(durations.of("etl")).isEqualTo(seconds(3, 10));
        runs.toldTo(durations).of("etl", 5, 12).of("etl", 5, 12);
        assertThat(durations.of("etl")).isEqualTo(seconds(5, 12));
    }

    @Test
    void theMedianOfTheLastFiveCounts() {
        assertThat(durations.of("etl")).isEmpty();
        runs.toldTo(durations);
        for (long second : new long[] {90, 91, 92, 93, 5, 1, 4, 2, 3}) {
            runs.of("etl", second, second);
        }
        assertThat(durations.of("etl")).isEqualTo(seconds(3, 3));
    }

    @Test
    void anAttemptThatFailedTellsNothing() {
        assertThat(durations.of("etl")).isEmpty();
        runs.toldTo(durations).failed("etl", 4, 9);
        assertThat(durations.of("etl")).isEqualTo(Map.of("fetch", Duration.ofSeconds(4)));
    }

    /** The listener is told late, off the loop: what was read from the store meanwhile would count twice. */
    @Test
    void whatWasReadIsNotHeardAgain() {
        runs.of("etl", 1, 1).of("etl", 9, 9);
        assertThat(durations.of("etl")).isEqualTo(seconds(1, 1));
        ExecutionId late = new ExecutionId("run2");
        runs.store.events(late).forEach(event -> durations.committed(late, List.of(event)));
        assertThat(durations.of("etl")).isEqualTo(seconds(1, 1));
    }

    @Test
    void anExecutionThatGoesOnIsFollowedUntilItEnds() {
        ExecutionId resumed = runs.begun("etl");
        assertThat(durations.of("etl")).isEmpty();
        ExecutionRow row = runs.store.execution(resumed).orElseThrow();
        durations.follow(row, runs.store.definitionNodes(row.digest()).orElseThrow());
        runs.toldTo(durations);
        runs.commit(resumed, 2, Runs.ended(0, 6, true));
        runs.commit(resumed, 3, new Event.ExecutionEnded(0, 1, WorkflowStatus.COMPLETED, null));
        runs.commit(resumed, 4, Runs.ended(1, 6, true));
        assertThat(durations.of("etl")).isEqualTo(Map.of("fetch", Duration.ofSeconds(6)));
    }

    @Test
    void whatIsLeastAskedForIsForgottenAndReadAnew() {
        ObservedDurations few = new ObservedDurations(runs.store, 3);
        runs.of("etl", 1, 1).of("other", 2, 2);
        few.of("etl");
        few.of("other");
        runs.of("etl", 5, 5).of("etl", 5, 5);
        assertThat(few.of("etl")).isEqualTo(seconds(5, 5));
    }
}
