package dev.orchestration.resources;

import static dev.orchestration.resources.Counter.id;
import static dev.orchestration.resources.Counter.refused;
import static dev.orchestration.resources.Counter.want;
import static dev.orchestration.resources.Counter.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ErrorCode;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountsTest {
    @Test
    void aTenthTenTimesIsOne() {
        Counter counter = with("cpu", 1);
        for (int i = 0; i < 10; i++) {
            assertThat(counter.manager.tryAllocate(id("cpu"), "a", 0.1)).isPresent();
        }
        assertThat(counter.inUse("cpu")).isEqualTo(1);
        assertThat(counter.canTake("cpu", 0.000001)).isFalse();
        counter.manager.releaseAll("a");
        assertThat(counter.inUse("cpu")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1,3", "2,3", "2,7", "16000,7", "0.3,11", "1000000,999", "1e12,7"})
    void equalSharesFitAsOftenAsTheyAre(double whole, int shares) {
        Counter counter = with("memory", whole);
        for (int i = 0; i < shares; i++) {
            assertThat(counter.manager.tryAllocate(id("memory"), "a", whole / shares))
                    .as("share %d", i)
                    .isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 4e-7, 1.1e12})
    void whatIsNoAmountIsRefused(double none) {
        Counter counter = with("cpu", 1);
        refused(ErrorCode.BAD_PARAMETERS, () -> counter.take("cpu", none), "an amount of cpu", "" + none);
        refused(ErrorCode.BAD_PARAMETERS, () -> want("cpu", 1).plus(ResourceType.MEMORY, none), "of type memory");
        refused(ErrorCode.BAD_PARAMETERS, () -> ResourceVector.of(Map.of(id("cpu"), none)), "an amount of cpu");
        refused(ErrorCode.BAD_PARAMETERS, () -> with("disk", none), "the capacity of disk");
        assertThat(counter.inUse("cpu")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "0.000001,1",
        "0.0000019,1",
        "0.3,300000",
        "0.7,700000",
        "1.1,1100000",
        "1e12,1000000000000000000",
        "4294967296.5,4294967296500000",
        "123456789012.25,123456789012250000",
        "0.9999999,999999",
        "100000000.3,100000000300000"
    })
    void anAmountCountsInWholeMillionths(double amount, long millionths) {
        assertThat(Amounts.millionths(amount, "x")).isEqualTo(millionths);
    }

    @Test
    void everyMillionthComesBackAsTheNumberThatPeopleWrote() {
        long seed = 42;
        Random random = new Random(seed);
        for (int i = 0; i < 100_000; i++) {
            long millionths = 1 + (random.nextLong() >>> (24 + random.nextInt(38)));
            double units = Amounts.units(millionths);
            assertThat(units).as("seed %d", seed).isEqualTo(millionths / 1e6);
            assertThat(Amounts.millionths(units, "x")).as("%s", units).isEqualTo(millionths);
        }
    }

    @Test
    void amountsAreToldWithoutNeedlessDigits() {
        assertThat(Amounts.text(2_000_000)).isEqualTo("2");
        assertThat(Amounts.text(10_500_000)).isEqualTo("10.5");
        assertThat(Amounts.text(1)).isEqualTo("0.000001");
        assertThat(Amounts.text(1_000_000_000_000L)).isEqualTo("1000000");
    }

    @Test
    void amountsOfOneRequestThatAreTooLargeTogetherAreRefused() {
        ResourceVector most = want("a", 6e11);
        assertThat(want("a", 5e11).plus(id("a"), 5e11)).isEqualTo(want("a", 1e12));
        refused(ErrorCode.BAD_PARAMETERS, () -> most.plus(id("a"), 6e11), "more than 1000000000000");
    }

    @Test
    void aVectorIsItsAmounts() {
        ResourceVector one = want("b", 1).plus(ResourceType.MEMORY, 2).plus(id("a"), 0.5);
        ResourceVector other = ResourceVector.of(ResourceType.MEMORY, 1)
                .plus(id("a"), 0.2)
                .plus(id("b"), 1)
                .plus(ResourceType.MEMORY, 1)
                .plus(id("a"), 0.3);
        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other).hasToString("{a: 0.5, b: 1, any memory: 2}");
        assertThat(one.byResource()).containsExactly(Map.entry(id("a"), 0.5), Map.entry(id("b"), 1.0));
        assertThat(one.byType()).containsExactly(Map.entry(ResourceType.MEMORY, 2.0));
        assertThat(one)
                .isNotEqualTo(want("b", 1).plus(id("a"), 0.5))
                .isNotEqualTo(one.plus(id("a"), 1))
                .isNotEqualTo(one.plus(ResourceType.CUSTOM, 2));
        assertThat(one).doesNotHaveSameHashCodeAs(want("b", 1).plus(id("a"), 0.5));
        assertThat(one.plus(ResourceType.LOCK, 3).plus(ResourceType.LOCK, 1))
                .hasToString("{a: 0.5, b: 1, any memory: 2, any lock: 4}");
        assertThat(one.isNothing()).isFalse();
        assertThat(ResourceVector.nothing().isNothing()).isTrue();
    }
}
