package dev.orchestration.resources;

import static dev.orchestration.resources.Counter.id;
import static dev.orchestration.resources.Counter.rate;
import static dev.orchestration.resources.Counter.refused;
import static dev.orchestration.resources.Counter.want;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {
    private static final Duration TENTH = Duration.ofMillis(100);

    @Test
    void whatIsTakenOfARateComesBackWithTimeAndNotByRelease() {
        Counter counter = new Counter().and(rate("api", 10, 10));
        ResourceAllocation taken = counter.take("api", 10);
        taken.close();
        assertThat(counter.canTake("api", 0.1)).isFalse();
        counter.after(TENTH);
        assertThat(counter.canTake("api", 1)).isTrue();
        assertThat(counter.canTake("api", 0.1)).isFalse();
    }

    @Test
    void anAllocationOfRatesAloneHoldsNothingSoNobodyHasToEndIt() {
        Counter counter = new Counter().and(rate("api", 10, 10)).and("gpu", 1);
        ResourceAllocation taken = counter.take("api", 1);
        assertThat(taken.isHeld()).isFalse();
        assertThat(counter.manager.release(taken.allocationId())).isFalse();
        assertThat(counter.manager.allocations()).isEmpty();
        assertThat(taken.amounts()).containsEntry(id("api"), 1.0);
        assertThat(counter.manager
                        .allocate(AllocationRequest.of(want("api", 1), "a").expiringAfter(TENTH))
                        .expiresAt())
                .isEmpty();
        assertThat(counter.manager.getUsage(id("api"))).satisfies(usage -> {
            assertThat(usage.allocations()).isZero();
            assertThat(usage.granted()).isEqualTo(2);
            assertThat(usage.current()).isEqualTo(2);
            assertThat(usage.available()).isEqualTo(8);
            assertThat(usage.utilisation()).isEqualTo(20);
        });
    }

    @Test
    void ofAMixedAllocationOnlyWhatIsHeldComesBack() {
        Counter counter = new Counter().and(rate("api", 10, 10)).and("gpu", 1);
        ResourceAllocation both =
                counter.manager.allocate(AllocationRequest.of(want("api", 4).plus(id("gpu"), 1), "a"));
        assertThat(both.isHeld()).isTrue();
        both.close();
        assertThat(counter.inUse("gpu")).isZero();
        assertThat(counter.inUse("api")).isEqualTo(4);
        assertThat(counter.manager.getUsage(id("api")).allocations()).isZero();
    }

    @Test
    void aBucketSavesUpAsMuchAsItsBurstAndNoMore() {
        Counter counter = new Counter().and(rate("api", 10, 3));
        counter.after(Duration.ofDays(365));
        assertThat(counter.canTake("api", 3)).isTrue();
        assertThat(counter.canTake("api", 0.01)).isFalse();
        counter.after(Duration.ofDays(365 * 200));
        assertThat(counter.inUse("api")).isZero();
        refused(ErrorCode.BAD_PARAMETERS, () -> counter.take("api", 4), "at most 3", "capacity or burst_limit");
        assertThat(counter.manager.getUsage(id("api")).capacity()).isEqualTo(3);
        assertThat(counter.manager.getUsage(id("api")).peak()).isEqualTo(3);
    }

    @Test
    void aBurstMayBeLargerThanWhatOnePeriodBrings() {
        Counter counter = new Counter().and(rate("api", 10, 30));
        counter.take("api", 30);
        counter.after(Duration.ofSeconds(1));
        assertThat(counter.inUse("api")).isEqualTo(20);
    }

    @Test
    void whereNoBurstIsNamedOnePeriodIsSavedUp() {
        Resource api = new Resource(id("api"), ResourceType.API_QUOTA, 1_000).every(Duration.ofMinutes(1));
        Counter counter = new Counter().and(api);
        assertThat(counter.manager.getUsage(id("api")).capacity()).isEqualTo(1_000);
        counter.take("api", 1_000);
        counter.after(Duration.ofMillis(59)); // the sixtieth completes one
        assertThat(counter.canTake("api", 1)).isFalse();
        counter.after(Duration.ofMillis(1));
        assertThat(counter.canTake("api", 1)).isTrue();
    }

    @Test
    void aShortageOfARateAdvisesToWait() {
        Counter counter = new Counter().and(rate("api", 10, 10));
        counter.take("api", 9);
        assertThatThrownBy(() -> counter.take("api", 2))
                .isInstanceOf(InsufficientCapacityException.class)
                .hasMessageContaining("2 requested, 1 available; it refills, so wait a while");
    }

    @Test
    void theManagerTellsWhenARequestWillFit() {
        Counter counter = new Counter().and(rate("api", 10, 10)).and("gpu", 1);
        ResourceVector wanted = want("api", 3).plus(id("gpu"), 1);
        assertThat(counter.manager.nextRefill(wanted)).hasValue(counter.clock.nanos());
        counter.take("api", 9);
        assertThat(counter.manager.nextRefill(wanted)).hasValue(counter.clock.nanos() + 200_000_000);
        counter.after(Duration.ofMillis(150));
        assertThat(counter.manager.nextRefill(wanted)).hasValue(counter.clock.nanos() + 50_000_000);
        counter.after(Duration.ofMillis(50));
        counter.take("gpu", 1);
        assertThat(counter.manager.nextRefill(wanted)).isEmpty();
        refused(ErrorCode.BAD_PARAMETERS, () -> counter.manager.nextRefill(want("api", 11)), "at most 10");
    }

    @Test
    void anEmptyBucketIsFullAfterAllOfItHasComeBack() {
        Counter counter = new Counter().and(rate("api", 10, 10));
        counter.take("api", 10);
        assertThat(counter.manager.nextRefill(want("api", 10))).hasValue(1_000_000_000);
    }

    @Test
    void aRateThatIsOutOfServiceRefillsButGivesNothing() {
        Counter counter = new Counter().and(rate("api", 10, 10));
        counter.take("api", 10);
        counter.manager.setStatus(id("api"), ResourceStatus.OFFLINE);
        assertThat(counter.manager.nextRefill(want("api", 1))).isEmpty();
        counter.after(Duration.ofSeconds(1)).manager.setStatus(id("api"), ResourceStatus.AVAILABLE);
        assertThat(counter.canTake("api", 10)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void howeverOftenOneLooksWhatComesBackIsExact(long seed) {
        Random random = new Random(seed);
        long amount = 1 + (random.nextLong() >>> (1 + random.nextInt(62))) % 1_000_000_000_000_000_000L;
        long period = 1
                + (random.nextLong() >>> (1 + random.nextInt(62)))
                        % Duration.ofDays(400).toNanos();
        Refill refill = new Refill(amount, Duration.ofNanos(period), 0);
        long taken = 900_000_000_000_000_000L;
        long used = taken;
        long now = 0;
        for (int i = 0; i < 1_000 && used > 0; i++) {
            now += random.nextLong() >>> (8 + random.nextInt(56));
            used -= refill.returned(used, now);
            BigInteger back =
                    BigInteger.valueOf(now).multiply(BigInteger.valueOf(amount)).divide(BigInteger.valueOf(period));
            long left = BigInteger.valueOf(taken)
                    .subtract(back)
                    .max(BigInteger.ZERO)
                    .longValueExact();
            assertThat(used).as("seed %d, look %d", seed, i).isEqualTo(left);
            checkNextMillionth(refill, used, now, amount, period, taken);
        }
    }

    /** The moment that is told for the next millionth is the first at which it is back. */
    private static void checkNextMillionth(Refill refill, long used, long now, long amount, long period, long taken) {
        if (used == 0) {
            return;
        }
        long nanos = refill.nanosUntil(1);
        BigInteger need = BigInteger.valueOf(taken - used + 1).multiply(BigInteger.valueOf(period));
        BigInteger at = BigInteger.valueOf(now).add(BigInteger.valueOf(nanos));
        assertThat(at.multiply(BigInteger.valueOf(amount))).isGreaterThanOrEqualTo(need);
        assertThat(at.subtract(BigInteger.ONE).multiply(BigInteger.valueOf(amount)))
                .isLessThan(need);
    }

    @Test
    void aFullBucketKeepsNotEvenAFractionOfAMillionth() {
        Refill refill = new Refill(3, Duration.ofNanos(2), 0);
        assertThat(refill.returned(1, 1)).isEqualTo(1);
        assertThat(refill.returned(10, 2)).isEqualTo(1);
        assertThat(refill.returned(9, 3)).isEqualTo(2);
    }

    @Test
    void whatTakesLongerThanLivesIsNever() {
        Refill slow = new Refill(1, Duration.ofDays(40_000), 0);
        assertThat(slow.nanosUntil(Amounts.MOST)).isEqualTo(Ticks.NEVER);
    }
}
