package dev.orchestration.workflow.performance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationSummaryTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1, 1",
        "2, 1, 2",
        "3, 2, 3",
        "4, 2, 4",
        "10, 5, 10",
        "19, 10, 19",
        "20, 10, 19",
        "21, 11, 20",
        "100, 50, 95"
    })
    void ofTheMicrosecondsFromOneToManyThePercentilesAreTheseWhateverTheirOrder(int many, long p50, long p95) {
        List<Long> micros =
                new ArrayList<>(LongStream.rangeClosed(1, many).boxed().toList());
        Collections.shuffle(micros, new Random(7));
        DurationSummary summary = DurationSummary.of(micros);
        assertThat(summary.count()).isEqualTo(many);
        assertThat(summary.p50()).isEqualTo(Duration.ofNanos(p50 * 1_000));
        assertThat(summary.p95()).isEqualTo(Duration.ofNanos(p95 * 1_000));
    }

    @Test
    void ofNothingNothingIsKnown() {
        assertThat(DurationSummary.of(List.of()).toMap())
                .containsEntry("count", 0L)
                .containsEntry("p50_ms", null)
                .containsEntry("p95_ms", null);
    }
}
