package dev.orchestration.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
    private final Series ours = Series.of(200, 220, 210);
    private final Series theirs = Series.of(100, 105, 110);

    @Test
    void aGoalThatHoldsIsMet() {
        assertThat(row(Comparison.oursToThis(ours, theirs, Bound.atMost(3))))
                .isEqualTo("| work | pool | 105 ns | 100–110 | ours ÷ this | 2.00× | ≤ 3× | met    |");
    }

    @Test
    void aGoalThatDoesNotHoldIsMissed() {
        assertThat(row(Comparison.oursToThis(ours, theirs, Bound.atMost(1.95)))).contains("| ≤ 1.95× | **missed** |");
    }

    @Test
    void aLowerBoundHoldsFromItsValueOn() {
        assertThat(Bound.atLeast(200).holds(200)).isTrue();
        assertThat(Bound.atLeast(200).holds(199.9)).isFalse();
    }

    @Test
    void whatIsComparedWithNothingHasNoResult() {
        assertThat(row(null)).contains("| 105 ns | 100–110 |          |");
    }

    @Test
    void figuresHaveThreeDigitsThatMeanSomething() {
        assertThat(Numbers.shown(0.06999)).isEqualTo("0.0700");
        assertThat(Numbers.shown(163.4)).isEqualTo("163");
        assertThat(Numbers.shown(120_483)).isEqualTo("120,000");
        assertThat(Numbers.plain(1_000)).isEqualTo("1,000");
    }

    private String row(Comparison comparison) {
        Table table = new Table("t", "n").add(new Line("work", "pool", "ns", theirs, comparison));
        return table.markdown("").lines().skip(5).findFirst().orElseThrow();
    }
}
