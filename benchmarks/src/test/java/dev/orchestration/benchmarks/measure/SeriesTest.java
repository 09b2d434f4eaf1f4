package dev.orchestration.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTest {
    @Test
    void theMedianIsTheMiddleAndNotTheMean() {
        assertThat(Series.of(3, 1, 100).median()).isEqualTo(3);
    }

    @Test
    void ofAnEvenNumberTheMedianIsBetweenTheTwoInTheMiddle() {
        assertThat(Series.of(4, 1, 100, 2).median()).isEqualTo(3);
    }

    @Test
    void theSpreadIsFromTheLowestToTheHighest() {
        Series series = Series.of(3, 1, 100);

        assertThat(series.lowest()).isEqualTo(1);
        assertThat(series.highest()).isEqualTo(100);
    }

    @Test
    void ofSeveralJvmsTheFastestIsTheOneWithTheLowestMedian() {
        Forked forked = new Forked(List.of(Series.of(10, 11, 1), Series.of(9, 9, 50)));

        assertThat(forked.fastest().samples()).containsExactly(9.0, 9.0, 50.0);
        assertThat(forked.all().median()).isEqualTo(9.5);
    }
}
