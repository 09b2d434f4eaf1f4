package dev.orchestration.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ResourceManagerTest {
    private static final ResourceId GPU = new ResourceId("gpu");
    private static final ResourceId MEMORY = new ResourceId("memory");

    private final ResourceManager manager = new ResourceManager();

    ResourceManagerTest() {
        manager.register(new Resource(GPU, ResourceType.COMPUTE, 2));
        manager.register(new Resource(MEMORY, ResourceType.MEMORY, 0.3));
    }

    @Test
    void aRequestForTwoGetsBothOrNothing() {
        manager.allocate(MEMORY, "other", 0.2);
        assertThat(manager.tryAllocateAll(Map.of(GPU, 1.0, MEMORY, 0.2), "a")).isEmpty();
        assertThat(manager.usage(GPU).current()).isZero();
        assertThat(manager.tryAllocateAll(Map.of(GPU, 1.0, MEMORY, 0.1), "a")).isPresent();
    }

    @Test
    void decimalFractionsAddUpAsPeopleExpect() {
        manager.allocate(MEMORY, "a", 0.1);
        var second = manager.allocate(MEMORY, "b", 0.2);
        assertThat(manager.tryAllocateAll(Map.of(MEMORY, 0.001), "c")).isEmpty();
        manager.release(second.allocationId());
        assertThat(manager.tryAllocateAll(Map.of(MEMORY, 0.2), "c")).isPresent();
    }

    @Test
    void whatIsShortIsToldWithItsAmounts() {
        manager.allocate(GPU, "a", 1.5);
        assertThatThrownBy(() -> manager.allocate(GPU, "b", 1))
                .isInstanceOfSatisfying(InsufficientCapacityException.class, e -> {
                    assertThat(e.requested()).isEqualTo(1);
                    assertThat(e.available()).isEqualTo(0.5);
                });
    }

    @Test
    void aSecondReleaseGivesNothingBack() {
        var allocation = manager.allocate(GPU, "a", 1);
        manager.allocate(GPU, "b", 1);
        assertThat(manager.release(allocation.allocationId())).isTrue();
        assertThat(manager.release(allocation.allocationId())).isFalse();
        assertThat(manager.usage(GPU).current()).isEqualTo(1);
    }

    @Test
    void anUnknownResourceAndAnAmountThatIsNoneAreRefused() {
        assertThatThrownBy(() -> manager.allocate(new ResourceId("tpu"), "a", 1))
                .isInstanceOf(OrchestrationException.class)
                .hasMessageContaining("tpu")
                .hasMessageContaining("gpu");
        for (double amount : new double[] {0, -1, Double.NaN}) {
            assertThatThrownBy(() -> manager.allocate(GPU, "a", amount)).isInstanceOf(OrchestrationException.class);
        }
        assertThat(manager.usage(GPU).current()).isZero();
    }

    @Test
    void aResourceThatIsKnownStaysAsItIs() {
        assertThat(manager.register(new Resource(GPU, ResourceType.COMPUTE, 99)))
                .isFalse();
        assertThat(manager.find(GPU).orElseThrow().capacity()).isEqualTo(2);
    }

    @Test
    void sixteenThreadsNeverHoldMoreThanThereIsAndLeaveNothing() {
        AtomicInteger held = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int thread = 0; thread < 16; thread++) {
            Random random = new Random(thread);
            threads.add(CompletableFuture.runAsync(
                    () -> takeAndGiveBack(random, held, most), task -> new Thread(task).start()));
        }
        threads.forEach(CompletableFuture::join);
        assertThat(most.get()).isBetween(1, 2);
        assertThat(manager.usage(GPU).current()).isZero();
        assertThat(manager.usage(MEMORY).current()).isZero();
        assertThat(manager.usage(GPU).peak()).isLessThanOrEqualTo(2);
    }

    private void takeAndGiveBack(Random random, AtomicInteger held, AtomicInteger most) {
        for (int i = 0; i < 2_000; i++) {
            int amount = 1 + random.nextInt(2);
            manager.tryAllocateAll(Map.of(GPU, (double) amount, MEMORY, 0.1), "t")
                    .ifPresent(allocation -> {
                        most.accumulateAndGet(held.addAndGet(amount), Math::max);
                        held.addAndGet(-amount);
                        manager.release(allocation.allocationId());
                    });
        }
    }
}
