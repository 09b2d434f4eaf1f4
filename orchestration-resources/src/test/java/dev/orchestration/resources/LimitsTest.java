package dev.orchestration.resources;

import static dev.orchestration.resources.Counter.id;
import static dev.orchestration.resources.Counter.refused;
import static dev.orchestration.resources.Counter.want;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ErrorCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private static final double NONE = Double.POSITIVE_INFINITY;

    private static Counter with(ResourceLimits limits) {
        return new Counter().and(new Resource(id("gpu"), ResourceType.COMPUTE, 10).withLimits(limits));
    }

    @Test
    void eachAllocationTakesAtLeastTheLeastAndAtMostTheMost() {
        Counter counter = with(ResourceLimits.between(0.5, 4));
        assertThat(counter.canTake("gpu", 0.5)).isTrue();
        assertThat(counter.canTake("gpu", 4)).isTrue();
        refused(ErrorCode.BAD_PARAMETERS, () -> counter.take("gpu", 4.5), "at least 0.5 and at most 4 at a time");
        refused(ErrorCode.BAD_PARAMETERS, () -> counter.take("gpu", 0.4), "0.4 requested", "other limits");
        assertThat(counter.manager.canEverFit(want("gpu", 4.5))).isFalse();
    }

    @Test
    void aResourceTellsWhatOneAllocationMayTake() {
        Resource gpu = new Resource(id("gpu"), ResourceType.COMPUTE, 10);
        assertThat(gpu.couldGive(10)).isTrue();
        assertThat(gpu.couldGive(10.000001)).isFalse();
        assertThat(gpu.couldGive(0.0000001) || gpu.couldGive(0) || gpu.couldGive(Double.NaN))
                .isFalse();
        Resource some = gpu.withLimits(ResourceLimits.between(2, 4));
        assertThat(some.couldGive(2) && some.couldGive(4)).isTrue();
        assertThat(some.couldGive(1.9) || some.couldGive(4.1)).isFalse();
        Resource rate = gpu.every(Duration.ofSeconds(1))
                .withLimits(ResourceLimits.none().withBurst(20));
        assertThat(rate.couldGive(20)).isTrue();
        assertThat(rate.couldGive(21)).isFalse();
    }

    @Test
    void severalAllocationsTogetherMayTakeMoreThanTheMost() {
        Counter counter = with(ResourceLimits.between(0, 4));
        counter.take("gpu", 4);
        counter.take("gpu", 4);
        assertThat(counter.canTake("gpu", 2)).isTrue();
    }

    @Test
    void whoNamesNoAmountTakesTheDefault() {
        Counter counter = with(ResourceLimits.none().withDefault(2.5));
        assertThat(counter.manager.allocate(id("gpu"), "a").amount()).isEqualTo(2.5);
        assertThat(new Counter().and("cpu", 3).manager.allocate(id("cpu"), "a").amount())
                .isEqualTo(1);
        refused(ErrorCode.UNKNOWN_RESOURCE, () -> counter.manager.allocate(id("tpu"), "a"), "'tpu'");
    }

    @Test
    void theDefaultLiesWithinTheLimits() {
        assertThat(ResourceLimits.between(2, 4).defaultAllocation()).isEqualTo(2);
        assertThat(ResourceLimits.between(0, 0.5).defaultAllocation()).isEqualTo(0.5);
        assertThat(ResourceLimits.between(0, 4).defaultAllocation()).isEqualTo(1);
        refused(ErrorCode.BAD_PARAMETERS, () -> ResourceLimits.between(2, 4).withDefault(1), "must not fall");
        refused(ErrorCode.BAD_PARAMETERS, () -> ResourceLimits.between(2, 4).withDefault(5), "must not fall");
    }

    @Test
    void limitsThatContradictThemselvesAreRefused() {
        refused(ErrorCode.BAD_PARAMETERS, () -> ResourceLimits.between(4, 2), "must not fall");
        refused(ErrorCode.BAD_PARAMETERS, () -> ResourceLimits.between(-1, 2), "min_value");
        refused(ErrorCode.BAD_PARAMETERS, () -> ResourceLimits.between(0, 0), "max_value");
        refused(ErrorCode.BAD_PARAMETERS, () -> ResourceLimits.none().withDefault(0), "default_allocation");
        refused(ErrorCode.BAD_PARAMETERS, () -> ResourceLimits.none().withBurst(-1), "burst_limit");
        refused(ErrorCode.BAD_PARAMETERS, () -> ResourceLimits.none().withUnit(" "), "unit");
        assertThat(with(ResourceLimits.between(2, 2)).canTake("gpu", 2)).isTrue();
        assertThat(ResourceLimits.none()).isEqualTo(new ResourceLimits(0, NONE, 1, null, "unit"));
        assertThat(ResourceLimits.none().withUnit("GB").withBurst(3))
                .isEqualTo(new ResourceLimits(0, NONE, 1, 3.0, "GB"));
    }

    @Test
    void aResourceOfWhichNobodyCouldTakeTheLeastIsRefused() {
        refused(
                ErrorCode.BAD_PARAMETERS,
                () -> with(ResourceLimits.between(11, NONE)),
                "min_value 11",
                "there ever is, 10");
        assertThat(with(ResourceLimits.between(10, NONE)).canTake("gpu", 10)).isTrue();
    }

    @Test
    void onlyARateHasABurst() {
        refused(ErrorCode.BAD_PARAMETERS, () -> with(ResourceLimits.none().withBurst(20)), "only a rate", "period");
    }

    @Test
    void aPeriodIsPositive() {
        Resource held = new Resource(id("api"), ResourceType.API_QUOTA, 10);
        refused(ErrorCode.BAD_PARAMETERS, () -> held.every(Duration.ZERO), "period");
        refused(ErrorCode.BAD_PARAMETERS, () -> held.every(Duration.ofSeconds(-1)), "period");
        assertThat(held.isRate()).isFalse();
        assertThat(held.every(Duration.ofNanos(1)).isRate()).isTrue();
    }
}
