package dev.orchestration.resources;

import static dev.orchestration.resources.Counter.id;
import static dev.orchestration.resources.Counter.refused;
import static dev.orchestration.resources.Counter.want;
import static dev.orchestration.resources.Counter.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ErrorCode;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ExpiryTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Counter counter = with("gpu", 4);
    private final ResourceManager manager = counter.manager;

    private ResourceAllocation take(double amount, Duration ttl) {
        return manager.allocate(AllocationRequest.of(want("gpu", amount), "a").expiringAfter(ttl));
    }

    @Test
    void anAllocationEndsWhenItsTimeIsOverAndNotBefore() {
        ResourceAllocation allocation = take(4, MINUTE);
        assertThat(allocation.expiresAt()).hasValue(Counter.START + 60_000_000);
        counter.after(MINUTE.minusNanos(1));
        assertThat(counter.canTake("gpu", 1)).isFalse();
        assertThat(allocation.isHeld()).isTrue();
        counter.after(Duration.ofNanos(1));
        assertThat(counter.canTake("gpu", 4)).isTrue();
        assertThat(allocation.isHeld()).isFalse();
        assertThat(manager.release(allocation.allocationId())).isFalse();
        assertThat(counter.inUse("gpu")).isZero();
    }

    @Test
    void whateverIsAskedFirstSeesTheExpiryDone() {
        take(4, MINUTE);
        counter.after(MINUTE);
        assertThat(counter.inUse("gpu")).isZero();
        take(4, MINUTE);
        counter.after(MINUTE);
        assertThat(manager.allocations()).isEmpty();
    }

    @Test
    void theManagerTellsWhenTheNextOneExpires() {
        assertThat(manager.nextExpiry()).isEmpty();
        take(1, MINUTE.multipliedBy(3));
        ResourceAllocation first = take(1, MINUTE);
        take(1, MINUTE.multipliedBy(2));
        assertThat(manager.nextExpiry()).hasValue(MINUTE.toNanos());
        first.close();
        assertThat(manager.nextExpiry()).hasValue(MINUTE.toNanos() * 2);
        counter.after(MINUTE.multipliedBy(2));
        assertThat(manager.nextExpiry()).hasValue(MINUTE.toNanos() * 3);
        assertThat(counter.inUse("gpu")).isEqualTo(1);
    }

    /** The monotonic clock begins anywhere. */
    @Test
    void timesAreThoseThatTheClockReads() {
        counter.after(Duration.ofSeconds(5));
        ResourceManager late = new ResourceManager(counter.clock);
        late.register(new Resource(id("gpu"), ResourceType.CUSTOM, 1));
        late.allocate(AllocationRequest.of(want("gpu", 1), "a").expiringAfter(MINUTE));
        assertThat(late.nextExpiry()).hasValue(65_000_000_000L);
        late.releaseAll("a");
        assertThat(late.nextRefill(want("gpu", 1))).hasValue(5_000_000_000L);
    }

    @Test
    void allThatAreDueExpireAtOnceTheEarliestFirst() {
        ResourceAllocation second = take(1, MINUTE.multipliedBy(2));
        ResourceAllocation third = take(1, MINUTE.multipliedBy(2));
        ResourceAllocation first = take(1, MINUTE);
        counter.listening().after(MINUTE.multipliedBy(2));
        assertThat(counter.inUse("gpu")).isZero();
        long at = Counter.START + 120_000_000;
        assertThat(counter.told)
                .containsExactly(
                        new ResourceEvent.Expired(at, first),
                        new ResourceEvent.Expired(at, second),
                        new ResourceEvent.Expired(at, third));
    }

    @Test
    void aRenewedAllocationExpiresLaterOrEarlier() {
        ResourceAllocation allocation = take(1, MINUTE);
        counter.listening().after(Duration.ofSeconds(30));
        assertThat(manager.renew(allocation.allocationId(), MINUTE)).isTrue();
        assertThat(counter.told()).containsExactly("Renewed");
        assertThat(allocation.expiresAt()).hasValue(Counter.START + 90_000_000);
        counter.after(Duration.ofSeconds(59));
        assertThat(allocation.isHeld()).isTrue();
        assertThat(manager.renew(allocation.allocationId(), Duration.ofMillis(1)))
                .isTrue();
        assertThat(manager.nextExpiry()).hasValue(counter.clock.nanos() + 1_000_000);
        counter.after(Duration.ofMillis(1));
        assertThat(allocation.isHeld()).isFalse();
        assertThat(manager.renew(allocation.allocationId(), MINUTE)).isFalse();
        assertThat(manager.nextExpiry()).isEmpty();
    }

    @Test
    void whoeverHearsOfReleasesHearsThatAnAllocationExpiresSoonerAndOfNoOtherRenewal() {
        AtomicInteger heard = new AtomicInteger();
        ResourceAllocation endless = counter.take("gpu", 1);
        manager.onRelease(heard::incrementAndGet);
        manager.renew(endless.allocationId(), MINUTE);
        assertThat(heard).hasValue(1);
        manager.renew(endless.allocationId(), MINUTE.multipliedBy(2));
        manager.renew(endless.allocationId(), MINUTE.multipliedBy(2));
        assertThat(heard).hasValue(1);
        manager.renew(endless.allocationId(), MINUTE.dividedBy(2));
        assertThat(heard).hasValue(2);
    }

    @Test
    void anAllocationWithoutAnEndGetsOneByRenewal() {
        ResourceAllocation allocation = counter.take("gpu", 1);
        assertThat(manager.renew(allocation.allocationId(), MINUTE)).isTrue();
        counter.after(MINUTE);
        assertThat(allocation.isHeld()).isFalse();
        assertThat(manager.renew("alloc-77", MINUTE)).isFalse();
    }

    @Test
    void aTimeThatIsNoneIsRefused() {
        ResourceAllocation allocation = counter.take("gpu", 1);
        refused(ErrorCode.BAD_PARAMETERS, () -> take(1, Duration.ZERO), "must be positive");
        refused(ErrorCode.BAD_PARAMETERS, () -> take(1, Duration.ofNanos(-1)), "must be positive");
        refused(
                ErrorCode.BAD_PARAMETERS,
                () -> manager.renew(allocation.allocationId(), Duration.ZERO),
                "must be positive");
    }

    @Test
    void aTimeBeyondAllClocksIsLong() {
        ResourceAllocation allocation = take(1, Duration.ofSeconds(Long.MAX_VALUE));
        counter.after(Duration.ofDays(365 * 70));
        assertThat(allocation.isHeld()).isTrue();
    }

    @Test
    void whoListensForReleasesHearsOfAnExpiry() {
        AtomicInteger heard = new AtomicInteger();
        manager.onRelease(heard::incrementAndGet);
        take(1, MINUTE);
        counter.inUse("gpu");
        assertThat(heard).hasValue(0);
        counter.after(MINUTE).inUse("gpu");
        assertThat(heard).hasValue(1);
    }
}
