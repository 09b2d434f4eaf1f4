package dev.orchestration.resources;

import static dev.orchestration.resources.Counter.id;
import static dev.orchestration.resources.Counter.refused;
import static dev.orchestration.resources.Counter.want;
import static dev.orchestration.resources.ResourceType.COMPUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TypedRequestTest {
    private final Counter counter =
            new Counter().and("small", COMPUTE, 2).and("large", COMPUTE, 8).and("gpu", ResourceType.CUSTOM, 1);

    private Map<?, Double> taken(ResourceVector wanted) {
        return counter.manager.allocate(AllocationRequest.of(wanted, "a")).amounts();
    }

    @Test
    void itComesFromTheFirstRegisteredThatHasAsMuchNow() {
        ResourceVector two = ResourceVector.of(COMPUTE, 2);
        assertThat(taken(two)).isEqualTo(Map.of(id("small"), 2.0));
        assertThat(taken(two)).isEqualTo(Map.of(id("large"), 2.0));
        counter.manager.release("alloc-1");
        assertThat(taken(two)).isEqualTo(Map.of(id("small"), 2.0));
    }

    @Test
    void aResourceThatIsTooSmallOrOutOfServiceIsPassedOver() {
        assertThat(taken(ResourceVector.of(COMPUTE, 3))).isEqualTo(Map.of(id("large"), 3.0));
        counter.manager.setStatus(id("small"), ResourceStatus.OFFLINE);
        assertThat(taken(ResourceVector.of(COMPUTE, 1))).isEqualTo(Map.of(id("large"), 1.0));
    }

    @Test
    void allOfOneTypeComesFromOneResource() {
        counter.take("large", 5);
        assertThat(counter.manager.tryAllocateAll(ResourceVector.of(COMPUTE, 2).plus(COMPUTE, 2), "a"))
                .isEmpty();
        assertThat(counter.canTake(ResourceVector.of(COMPUTE, 3))).isTrue();
    }

    @Test
    void whatIsAskedByNameOfTheSameResourceCountsToo() {
        ResourceVector both = want("small", 1).plus(COMPUTE, 2).plus(id("gpu"), 1);
        assertThat(taken(both)).isEqualTo(Map.of(id("gpu"), 1.0, id("large"), 2.0, id("small"), 1.0));
        counter.manager.releaseAll("a");
        ResourceVector same = want("large", 4).plus(COMPUTE, 4);
        assertThat(taken(same)).isEqualTo(Map.of(id("large"), 8.0));
        assertThat(counter.inUse("large")).isEqualTo(8);
        counter.manager.releaseAll("a");
        assertThat(counter.inUse("large")).isZero();
    }

    @Test
    void whatNoResourceOfTheTypeEverHasIsRefused() {
        refused(
                ErrorCode.BAD_PARAMETERS,
                () -> taken(ResourceVector.of(COMPUTE, 9)),
                "9 requested of any one resource of type compute",
                "'small', which gives at most 2",
                "'large', which gives at most 8");
        refused(ErrorCode.BAD_PARAMETERS, () -> taken(want("large", 5).plus(COMPUTE, 4)), "4 requested of any one");
        refused(
                ErrorCode.BAD_PARAMETERS,
                () -> taken(ResourceVector.of(ResourceType.LOCK, 1)),
                "no resource of type lock is registered; register one");
        assertThat(counter.manager.canEverFit(want("large", 5).plus(COMPUTE, 3)))
                .isTrue();
        assertThat(counter.manager.canEverFit(ResourceVector.of(COMPUTE, 8))).isTrue();
    }

    @Test
    void aShortageIsToldOfTheOneThatHasMost() {
        counter.and("half full", COMPUTE, 4).take("half full", 2);
        counter.and("full", COMPUTE, 4).take("full", 4);
        counter.take("large", 5);
        assertThatThrownBy(() -> taken(ResourceVector.of(COMPUTE, 4)))
                .isInstanceOfSatisfying(InsufficientCapacityException.class, e -> {
                    assertThat(e.resource()).isEqualTo(id("large"));
                    assertThat(e.requested()).isEqualTo(4);
                    assertThat(e.available()).isEqualTo(3);
                });
    }

    /** The one that had most could never have given as little; found by ModelTest. */
    @Test
    void aShortageIsToldOfOneThatCouldGiveAsMuch() {
        counter.and(new Resource(id("bulk"), COMPUTE, 90).withLimits(ResourceLimits.between(10, 90)));
        counter.take("large", 8);
        counter.take("small", 1);
        assertThatThrownBy(() -> taken(ResourceVector.of(COMPUTE, 2)))
                .hasMessageContaining("resource small: 2 requested, 1 available");
    }

    @Test
    void ofTwoRatesTheOneThatRefillsSoonerDecidesWhen() {
        counter.and(Counter.rate("slow", 1, 4)).and(Counter.rate("quick", 4, 4));
        ResourceVector two = ResourceVector.of(ResourceType.API_QUOTA, 2);
        counter.take("slow", 4);
        counter.take("quick", 4);
        assertThat(counter.manager.nextRefill(two)).hasValue(500_000_000);
        counter.after(Duration.ofMillis(500));
        assertThat(taken(two)).isEqualTo(Map.of(id("quick"), 2.0));
    }
}
