package dev.orchestration.resources;

import static dev.orchestration.resources.Counter.id;
import static dev.orchestration.resources.Counter.rate;
import static dev.orchestration.resources.Counter.want;
import static dev.orchestration.resources.Visitor.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On the machine's clock and with nobody else there: what is due is done by those who wait. How long it takes is not asked. */
@Timeout(120)
class LiveWaitingTest {
    private static final Duration SHORT = Duration.ofMillis(5);

    private final ResourceManager manager = new ResourceManager();

    LiveWaitingTest() {
        manager.register(new Resource(id("gpu"), ResourceType.COMPUTE, 4));
        manager.register(rate("api", 1_000, 10));
    }

    @Test
    void aWaitEndsByItself() {
        manager.allocate(id("gpu"), "a", 4);
        assertThatThrownBy(() -> manager.allocate(id("gpu"), "b", 1, SHORT))
                .isInstanceOf(InsufficientCapacityException.class);
    }

    @Test
    void anExpiryServesWhoWaits() throws Exception {
        manager.allocate(AllocationRequest.of(want("gpu", 4), "a").expiringAfter(SHORT));
        assertThat(manager.allocate(id("gpu"), "b", 4, LONG).isHeld()).isTrue();
    }

    @Test
    void aRateIsWaitedForTokenByToken() throws Exception {
        for (int i = 0; i < 40; i++) {
            manager.allocate(id("api"), "a", 1, LONG);
        }
        assertThat(manager.getUsage(id("api")).granted()).isEqualTo(40);
    }

    /** The first in the line looks after the clock; when it leaves, the next one must know that it is the first now. */
    @Test
    void whenTheFirstLeavesTheNextLooksAfterWhatIsDue() throws Exception {
        ResourceAllocation held = manager.allocate(id("gpu"), "a", 4);
        Visitor first = Visitor.waits(manager, "first", want("gpu", 4));
        Visitor second = Visitor.waits(manager, "second", want("gpu", 4));
        manager.renew(held.allocationId(), Duration.ofMillis(50));
        first.interrupt();
        assertThat(first.sentAway()).isInstanceOf(InterruptedException.class);
        second.served();
    }

    @Test
    void anExpiryThatIsBroughtForwardWakesTheFirst() throws Exception {
        ResourceAllocation held =
                manager.allocate(AllocationRequest.of(want("gpu", 4), "a").expiringAfter(LONG.multipliedBy(60)));
        Visitor visitor = Visitor.waits(manager, "b", want("gpu", 1));
        manager.renew(held.allocationId(), SHORT);
        visitor.served();
    }

    @Test
    void everyOneOfManyWaitersIsServedOrSentAway() throws Exception {
        manager.allocate(AllocationRequest.of(want("gpu", 4), "a").expiringAfter(Duration.ofMillis(30)));
        List<Visitor> patient = new ArrayList<>();
        List<Visitor> hasty = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            AllocationRequest one = AllocationRequest.of(want("gpu", 1), "patient " + i);
            AllocationRequest all = AllocationRequest.of(want("gpu", 4), "hasty " + i);
            patient.add(Visitor.waits(manager, one.expiringAfter(SHORT), LONG));
            hasty.add(Visitor.waits(manager, all.expiringAfter(SHORT), SHORT));
        }
        for (Visitor each : patient) {
            each.served();
        }
        for (Visitor each : hasty) {
            each.ended();
        }
        assertThat(manager.waiting()).isEmpty();
    }
}
