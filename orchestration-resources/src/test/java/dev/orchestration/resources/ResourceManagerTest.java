package dev.orchestration.resources;

import static dev.orchestration.resources.Counter.id;
import static dev.orchestration.resources.Counter.names;
import static dev.orchestration.resources.Counter.refused;
import static dev.orchestration.resources.Counter.want;
import static dev.orchestration.resources.Counter.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.ResourceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResourceManagerTest {
    private final Counter counter = with("gpu", 2).and("memory", 0.3);
    private final ResourceManager manager = counter.manager;

    @Test
    void aRequestForTwoGetsBothOrNothing() {
        counter.take("memory", 0.2);
        assertThat(manager.tryAllocateAll(Map.of(id("gpu"), 1.0, id("memory"), 0.2), "a"))
                .isEmpty();
        assertThat(counter.inUse("gpu")).isZero();
        assertThat(manager.tryAllocateAll(Map.of(id("gpu"), 1.0), "a")).isPresent();
        assertThat(manager.allocateAll(Map.of(id("gpu"), 1.0, id("memory"), 0.1), "a")
                        .amounts())
                .containsExactly(Map.entry(id("gpu"), 1.0), Map.entry(id("memory"), 0.1));
        assertThat(counter.inUse("gpu")).isEqualTo(2);
        assertThat(counter.inUse("memory")).isEqualTo(0.3);
    }

    @Test
    void whatIsShortIsToldWithItsAmounts() {
        counter.take("gpu", 1.5);
        assertThatThrownBy(() -> counter.take("gpu", 1))
                .isInstanceOfSatisfying(InsufficientCapacityException.class, e -> {
                    assertThat(e.resource()).isEqualTo(id("gpu"));
                    assertThat(e.requested()).isEqualTo(1);
                    assertThat(e.available()).isEqualTo(0.5);
                    assertThat(e.kind()).isEqualTo(ErrorKind.RESOURCE);
                })
                .hasMessage("resource gpu: 1 requested, 0.5 available; give some back, or wait until others do");
    }

    @Test
    void ofSeveralResourcesTheFirstThatIsShortIsTold() {
        Map<ResourceId, Double> both = Map.of(id("gpu"), 2.0, id("memory"), 0.1);
        counter.take("memory", 0.3);
        assertThatThrownBy(() -> manager.allocateAll(both, "a")).hasMessageContaining("resource memory: 0.1 requested");
        counter.take("gpu", 0.5);
        assertThatThrownBy(() -> manager.allocateAll(both, "a")).hasMessageContaining("resource gpu: 2 requested");
    }

    @Test
    void aSecondReleaseGivesNothingBack() {
        ResourceAllocation allocation = counter.take("gpu", 1);
        counter.take("gpu", 1);
        assertThat(allocation.isHeld()).isTrue();
        assertThat(manager.release(allocation.allocationId())).isTrue();
        assertThat(manager.release(allocation.allocationId())).isFalse();
        allocation.close();
        assertThat(allocation.isHeld()).isFalse();
        assertThat(counter.inUse("gpu")).isEqualTo(1);
    }

    @Test
    void anAllocationIsGivenBackAtTheEndOfItsBlock() {
        try (ResourceAllocation allocation = counter.take("gpu", 2)) {
            assertThat(counter.inUse("gpu")).isEqualTo(allocation.amount());
        }
        assertThat(counter.inUse("gpu")).isZero();
    }

    @Test
    void onlyTheExactIdOfAnAllocationReleasesIt() {
        counter.take("gpu", 1);
        for (String other : List.of("alloc-01", "alloc-", "alloc-2", "1", "", "alloc-1x", "ALLOC-1", "alloc--1")) {
            assertThat(manager.release(other)).as(other).isFalse();
        }
        assertThat(manager.release("alloc-99999999999999999999")).isFalse();
        assertThat(manager.release("alloc-1")).isTrue();
    }

    @Test
    void everythingOfARequesterIsReleasedAtOnce() {
        manager.allocate(id("gpu"), "a", 1);
        manager.allocate(id("memory"), "a", 0.1);
        manager.allocate(id("memory"), "b", 0.1);
        assertThat(manager.releaseAll("a")).isEqualTo(2);
        assertThat(manager.releaseAll("a")).isZero();
        assertThat(counter.inUse("gpu")).isZero();
        assertThat(counter.inUse("memory")).isEqualTo(0.1);
    }

    @Test
    void anAllocationTellsWhoHoldsWhatSinceWhen() {
        counter.after(Duration.ofSeconds(1));
        ResourceAllocation allocation =
                manager.allocate(AllocationRequest.of(want("gpu", 1.5), "a").withMetadata(Map.of("why", "training")));
        assertThat(allocation).hasToString("alloc-1 of a: {gpu: 1.5}");
        assertThat(allocation.resourceId()).isEqualTo(id("gpu"));
        assertThat(allocation.amount()).isEqualTo(1.5);
        assertThat(allocation.requester()).isEqualTo("a");
        assertThat(allocation.timestamp()).isEqualTo(Counter.START + 1_000_000);
        assertThat(allocation.expiresAt()).isEmpty();
        assertThat(allocation.metadata()).containsExactly(Map.entry("why", "training"));
    }

    @Test
    void onlyAnAllocationOfOneResourceHasOneAmount() {
        ResourceAllocation both = manager.allocateAll(Map.of(id("gpu"), 1.0, id("memory"), 0.1), "a");
        assertThatThrownBy(both::amount).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(both::resourceId).hasMessageContaining("2 resources");
    }

    @Test
    void whoHoldsWhatIsListedInTheOrderOfGiving() {
        List<ResourceAllocation> taken = new ArrayList<>();
        counter.and("many", 1_000);
        for (int i = 0; i < 300; i++) {
            taken.add(manager.allocate(id("many"), "requester " + i % 7, 1));
        }
        taken.remove(150).close();
        taken.remove(0).close();
        assertThat(manager.allocations()).containsExactlyElementsOf(taken);
        List<String> ofThree =
                names(taken.stream().filter(each -> each.requester().equals("requester 3")));
        counter.listening();
        assertThat(manager.releaseAll("requester 3")).isEqualTo(ofThree.size());
        assertThat(names(counter.told.stream().map(event -> ((ResourceEvent.Released) event).allocation())))
                .isEqualTo(ofThree);
        for (ResourceAllocation each : taken) {
            assertThat(manager.release(each.allocationId())).isEqualTo(!ofThree.contains(each.allocationId()));
        }
        assertThat(counter.inUse("many")).isZero();
    }

    /** Their places in the table begin anew at every 64th. */
    @Test
    void anOldAllocationIsFoundAmongManyYoungerOnes() {
        counter.and("many", 1_000);
        ResourceAllocation old = counter.take("many", 1);
        for (int i = 0; i < 60; i++) {
            counter.take("many", 1).close();
        }
        List<ResourceAllocation> taken = new ArrayList<>(List.of(old));
        for (int i = 0; i < 10; i++) {
            taken.add(counter.take("many", 1));
        }
        assertThat(manager.allocations()).containsExactlyElementsOf(taken);
        assertThat(manager.release("alloc-1")).isTrue();
        assertThat(manager.release("alloc-1")).isFalse();
        assertThat(manager.release("alloc-65")).isTrue();
        assertThat(manager.allocations()).hasSize(9);
    }

    @Test
    void anUnknownResourceIsRefusedWithThoseThatAreKnown() {
        refused(ErrorCode.UNKNOWN_RESOURCE, () -> counter.take("gpus", 1), "'gpus'", "did you mean 'gpu'?");
        refused(ErrorCode.UNKNOWN_RESOURCE, () -> counter.take("disk", 1), "known: gpu, memory");
        refused(ErrorCode.UNKNOWN_RESOURCE, () -> manager.getUsage(id("disk")), "known: gpu, memory");
        assertThat(manager.find(id("disk"))).isEmpty();
    }

    @Test
    void whatCanNeverBeHadIsRefusedWithEveryReasonAndWhatToDo() {
        ResourceVector wanted = want("gpu", 3).plus(id("memory"), 0.2).plus(id("disk"), 1);
        assertThat(manager.canEverFit(wanted)).isFalse();
        assertThat(manager.canEverFit(want("gpu", 2))).isTrue();
        assertThat(manager.whyNever(wanted)).hasSize(2);
        refused(ErrorCode.UNKNOWN_RESOURCE, () -> manager.tryAllocateAll(wanted, "a"), "'disk'", "3 requested of");
        refused(
                ErrorCode.BAD_PARAMETERS,
                () -> manager.tryAllocateAll(want("gpu", 3), "a"),
                "3 requested of resource 'gpu', which gives at most 2 at a time",
                "ask for as much, or register it with other limits or capacity");
        assertThat(counter.inUse("gpu") + counter.inUse("memory")).isZero();
    }

    @Test
    void aResourceThatIsKnownStaysAsItIs() {
        assertThat(manager.registerResource(id("gpu"), ResourceType.COMPUTE, 99, ResourceLimits.none()))
                .isFalse();
        assertThat(manager.find(id("gpu")).orElseThrow().capacity()).isEqualTo(2);
        assertThat(manager.registerResource(id("tpu"), ResourceType.COMPUTE, 3, ResourceLimits.between(0, 2)))
                .isTrue();
        assertThat(manager.canEverFit(want("tpu", 3))).isFalse();
    }

    @Test
    void aResourceTellsAllThatWasSaidOfIt() {
        Resource tape = new Resource(id("tape"), ResourceType.STORAGE, 4)
                .withName("the tape robot")
                .withDescription("in the cellar")
                .withMetadata(Map.of("room", 12L))
                .withLimits(ResourceLimits.between(1, 2).withUnit("drive"));
        counter.and(tape);
        assertThat(manager.find(id("tape"))).contains(tape);
        assertThat(manager.resources()).extracting(Resource::id).containsExactly(id("gpu"), id("memory"), id("tape"));
        assertThat(manager.find(id("gpu")).orElseThrow().name()).isEqualTo("gpu");
    }

    @Test
    void usageTellsWhatIsWasAndEverWasTaken() {
        counter.take("gpu", 0.5);
        counter.take("gpu", 1).close();
        ResourceUsage usage = manager.getUsage(id("gpu"));
        assertThat(usage).isEqualTo(new ResourceUsage(id("gpu"), 2, 0.5, 1.5, 1.5, 0, 1, 2, Counter.START));
        assertThat(usage.utilisation()).isEqualTo(25);
        assertThat(manager.usage(id("gpu"))).isEqualTo(usage);
    }

    @Test
    void aRequestForNothingIsMetAndHoldsNothing() {
        ResourceAllocation nothing = manager.allocate(AllocationRequest.of(ResourceVector.nothing(), "a"));
        assertThat(nothing.isHeld()).isFalse();
        assertThat(nothing.amounts()).isEmpty();
        assertThat(manager.allocations()).isEmpty();
    }

    @Test
    void whoAsksNeedsAName() {
        refused(ErrorCode.BAD_PARAMETERS, () -> manager.allocate(id("gpu"), " ", 1), "needs a name");
    }

    @Test
    void itRunsOnTheMachinesClockUnlessOneIsGiven() {
        ResourceManager live = new ResourceManager();
        live.register(new Resource(id("gpu"), ResourceType.COMPUTE, 1));
        assertThat(live.allocate(id("gpu"), "a", 1).timestamp()).isGreaterThan(Counter.START);
    }

    @Test
    void theOldestCodeStillCatchesItsExceptionByTheRoot() {
        assertThatThrownBy(() -> counter.take("memory", 1)).isInstanceOf(OrchestrationException.class);
    }
}
