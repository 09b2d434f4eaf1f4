package dev.orchestration.resources;

import static dev.orchestration.resources.Counter.id;
import static dev.orchestration.resources.Counter.rate;
import static dev.orchestration.resources.Counter.refused;
import static dev.orchestration.resources.Counter.want;
import static dev.orchestration.resources.Counter.with;
import static dev.orchestration.resources.Visitor.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The clock stands still here, so a visitor moves only because of what the test does. */
@Timeout(120)
class WaitingTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Counter counter = with("gpu", 4);
    private final ResourceManager manager = counter.manager;

    private Visitor waits(String name, double amount) throws Exception {
        return Visitor.waits(manager, name, want("gpu", amount));
    }

    private Visitor waits(String name, double amount, Duration patience) throws Exception {
        return Visitor.waits(manager, AllocationRequest.of(want("gpu", amount), name), patience);
    }

    @Test
    void whoCanBeServedAtOnceDoesNotWait() throws Exception {
        assertThat(manager.allocate(id("gpu"), "a", 4, LONG).amount()).isEqualTo(4);
        assertThat(manager.waiting()).isEmpty();
    }

    @Test
    void whoWaitsIsServedWhenEnoughIsGivenBack() throws Exception {
        ResourceAllocation first = counter.take("gpu", 1);
        ResourceAllocation second = counter.take("gpu", 3);
        Visitor visitor = waits("a", 2);
        first.close();
        assertThat(visitor.hasEnded()).isFalse();
        second.close();
        assertThat(visitor.served().requester()).isEqualTo("a");
        assertThat(counter.inUse("gpu")).isEqualTo(2);
        assertThat(manager.waiting()).isEmpty();
    }

    @Test
    void whoComesFirstIsServedFirst() throws Exception {
        ResourceAllocation all = counter.take("gpu", 4);
        Visitor first = waits("first", 3);
        Visitor second = waits("second", 3);
        Visitor third = waits("third", 3);
        assertThat(manager.waiting())
                .extracting(AllocationRequest::requester)
                .containsExactly("first", "second", "third");
        all.close();
        ResourceAllocation got = first.served();
        assertThat(second.hasEnded()).isFalse();
        got.close();
        got = second.served();
        assertThat(third.hasEnded()).isFalse();
        got.close();
        third.served().close();
    }

    @Test
    void aBigRequestIsNotStarvedBySmallOnesThatComeLater() throws Exception {
        ResourceAllocation one = counter.take("gpu", 1);
        ResourceAllocation two = counter.take("gpu", 1);
        Visitor big = waits("big", 4);
        Visitor small = waits("small", 1);
        assertThat(counter.canTake("gpu", 1)).isFalse();
        assertThatThrownBy(() -> counter.take("gpu", 1))
                .hasMessageContaining("0 available, because 4 of it are kept for those who wait; wait as they do");
        one.close();
        assertThat(small.hasEnded() || counter.canTake("gpu", 1)).isFalse();
        two.close();
        big.served().close();
        small.served().close();
    }

    @Test
    void whoNeedsNothingOfWhatOthersWaitForPassesThem() throws Exception {
        counter.and("cpu", 8);
        counter.take("gpu", 3);
        Visitor big = Visitor.waits(manager, "big", want("gpu", 2).plus(id("cpu"), 6));
        assertThat(counter.canTake("cpu", 3)).isFalse();
        Visitor small = Visitor.waits(manager, "small", want("cpu", 2));
        assertThat(small.served().amount()).isEqualTo(2);
        assertThat(manager.getUsage(id("cpu")).claimed()).isEqualTo(6);
        assertThat(manager.getUsage(id("gpu")).available()).isZero();
        assertThat(manager.getUsage(id("cpu")).available()).isZero();
        manager.releaseAll("somebody");
        big.served();
    }

    @Test
    void whoWaitsForAnyOfATypeIsServedByTheFirstThatIsFree() throws Exception {
        counter.and("tpu", 2).and("tiny", 1);
        counter.take("gpu", 4);
        ResourceAllocation tpu = counter.take("tpu", 2);
        Visitor visitor = Visitor.waits(manager, "a", ResourceVector.of(ResourceType.CUSTOM, 2));
        assertThat(manager.getUsage(id("tpu")).claimed()).isEqualTo(2);
        assertThat(counter.canTake("tiny", 1)).isTrue();
        tpu.close();
        assertThat(visitor.served().resourceId()).isEqualTo(id("tpu"));
        assertThat(manager.getUsage(id("gpu")).claimed()).isZero();
    }

    @Test
    void aNewResourceOfTheTypeServesWhoWaits() throws Exception {
        counter.take("gpu", 4);
        Visitor visitor = Visitor.waits(manager, "a", ResourceVector.of(ResourceType.CUSTOM, 2));
        counter.and("tpu", 2);
        assertThat(visitor.served().resourceId()).isEqualTo(id("tpu"));
    }

    @Test
    void whoWaitsTooLongLeavesWithNothingAndLeavesNoTrace() throws Exception {
        counter.take("gpu", 3);
        Visitor big = waits("big", 4, MINUTE);
        Visitor next = waits("next", 1);
        counter.after(MINUTE.minusNanos(1));
        assertThat(manager.waiting()).hasSize(2);
        counter.after(Duration.ofNanos(1));
        assertThat(manager.waiting()).isEmpty();
        assertThat(big.sentAway())
                .isInstanceOf(InsufficientCapacityException.class)
                .hasMessage("resource gpu: 4 requested, 1 available; give some back, or wait until others do");
        next.served();
        assertThat(manager.getUsage(id("gpu")).claimed()).isZero();
        assertThat(manager.allocations()).hasSize(2);
    }

    @Test
    void withoutPatienceNobodyWaits() {
        counter.take("gpu", 3);
        for (Duration none : new Duration[] {Duration.ZERO, Duration.ofSeconds(-1)}) {
            assertThatThrownBy(() -> manager.allocate(id("gpu"), "a", 2, none))
                    .isInstanceOf(InsufficientCapacityException.class);
        }
        assertThat(manager.waiting()).isEmpty();
    }

    @Test
    void whatCanNeverBeHadIsNotWaitedFor() {
        refused(ErrorCode.BAD_PARAMETERS, () -> manager.allocate(id("gpu"), "a", 5, LONG), "at most 4");
        refused(ErrorCode.UNKNOWN_RESOURCE, () -> manager.allocate(id("tpu"), "a", 1, LONG), "tpu");
        assertThat(manager.waiting()).isEmpty();
    }

    @Test
    void anInterruptedVisitorLeavesNoTrace() throws Exception {
        counter.take("gpu", 3);
        Visitor big = waits("big", 4);
        Visitor next = waits("next", 1);
        big.interrupt();
        assertThat(big.sentAway()).isInstanceOf(InterruptedException.class);
        assertThat(big.isInterruptedAfterwards()).isFalse();
        next.served().close();
        assertThat(manager.waiting()).isEmpty();
        assertThat(counter.inUse("gpu")).isEqualTo(3);
        assertThat(manager.getUsage(id("gpu")).claimed()).isZero();
    }

    /** Its claim stayed, and nobody got anything of it any more; found by ModelTest. */
    @Test
    void theLastWhoStopsWaitingTakesItsClaimAlong() throws Exception {
        counter.take("gpu", 3);
        Visitor only = waits("only", 4);
        only.interrupt();
        only.sentAway();
        assertThat(manager.getUsage(id("gpu")).claimed()).isZero();
        assertThat(counter.canTake("gpu", 1)).isTrue();
    }

    @Test
    void whoIsInterruptedBeforeTakesNothing() throws Exception {
        Visitor visitor = Visitor.interruptedBefore(() -> manager.allocate(id("gpu"), "a", 1, LONG));
        assertThat(visitor.sentAway()).isInstanceOf(InterruptedException.class);
        assertThat(counter.inUse("gpu")).isZero();
    }

    @Test
    void theEndOfARequesterEndsItsWaitToo() throws Exception {
        counter.take("gpu", 4);
        Visitor visitor = waits("a", 1);
        Visitor other = waits("b", 1);
        assertThat(manager.releaseAll("a")).isZero();
        assertThat(visitor.sentAway())
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CLOSED))
                .hasMessageContaining("what a holds was released");
        manager.releaseAll("somebody");
        other.served();
        assertThat(manager.allocations())
                .extracting(ResourceAllocation::requester)
                .containsExactly("b");
    }

    @Test
    void whoWaitsForARateIsServedWhenItHasRefilled() throws Exception {
        counter.and(rate("api", 10, 10));
        counter.take("api", 10);
        Visitor visitor = Visitor.waits(manager, "a", want("api", 5));
        counter.after(Duration.ofMillis(499)).inUse("api");
        assertThat(manager.waiting()).hasSize(1);
        counter.after(Duration.ofMillis(1));
        assertThat(manager.waiting()).isEmpty();
        assertThat(visitor.served().amount()).isEqualTo(5);
        assertThat(counter.inUse("api")).isEqualTo(10);
    }

    @Test
    void whoWaitsIsServedByAnExpiry() throws Exception {
        manager.allocate(AllocationRequest.of(want("gpu", 4), "a").expiringAfter(MINUTE));
        Visitor visitor = waits("b", 4);
        counter.after(MINUTE).inUse("gpu");
        visitor.served();
    }

    @Test
    void whoWaitsIsServedWhenTheResourceIsBackInService() throws Exception {
        manager.setStatus(id("gpu"), ResourceStatus.MAINTENANCE);
        Visitor visitor = waits("a", 1);
        manager.setStatus(id("gpu"), ResourceStatus.OFFLINE);
        assertThat(visitor.hasEnded()).isFalse();
        manager.setStatus(id("gpu"), ResourceStatus.AVAILABLE);
        visitor.served();
    }

    @Test
    void theTimeToLiveCountsFromTheMomentOfGiving() throws Exception {
        counter.take("gpu", 4);
        Visitor visitor =
                Visitor.waits(manager, AllocationRequest.of(want("gpu", 1), "a").expiringAfter(MINUTE), LONG);
        counter.after(Duration.ofSeconds(30));
        manager.releaseAll("somebody");
        assertThat(visitor.served().expiresAt()).hasValue(Counter.START + 90_000_000);
    }

    @Test
    void whoListensForReleasesHearsWhenAClaimEnds() throws Exception {
        AtomicInteger heard = new AtomicInteger();
        counter.take("gpu", 3);
        waits("big", 4, MINUTE);
        manager.onRelease(heard::incrementAndGet);
        counter.after(MINUTE).inUse("gpu");
        assertThat(heard).hasValue(1);
        Visitor other = waits("other", 4);
        other.interrupt();
        other.sentAway();
        assertThat(heard).hasValue(2);
    }
}
