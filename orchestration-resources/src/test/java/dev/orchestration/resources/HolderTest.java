package dev.orchestration.resources;

import static dev.orchestration.resources.Counter.id;
import static dev.orchestration.resources.Counter.refused;
import static dev.orchestration.resources.Counter.want;
import static dev.orchestration.resources.Counter.with;
import static dev.orchestration.resources.Visitor.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class HolderTest {
    private final Counter counter = with("gpu", 4);
    private final ResourceManager manager = counter.manager;

    @Test
    void whatIsTakenThroughAHolderEndsWithIt() throws Exception {
        try (ResourceHolder holder = manager.holder("attempt 1")) {
            assertThat(holder.requester()).isEqualTo("attempt 1");
            assertThat(holder.tryAllocateAll(want("gpu", 1))).isPresent();
            assertThat(holder.allocateAll(want("gpu", 2), LONG).amount()).isEqualTo(2);
            assertThat(holder.tryAllocateAll(want("gpu", 2))).isEmpty();
            manager.allocate(id("gpu"), "attempt 2", 1);
            assertThat(counter.inUse("gpu")).isEqualTo(4);
        }
        assertThat(counter.inUse("gpu")).isEqualTo(1);
    }

    @Test
    void nothingIsGivenThroughAHolderThatIsClosed() {
        ResourceHolder holder = manager.holder("attempt 1");
        holder.close();
        holder.close();
        refused(ErrorCode.CLOSED, () -> holder.tryAllocateAll(want("gpu", 1)), "attempt 1");
        refused(ErrorCode.CLOSED, () -> holder.allocateAll(want("gpu", 1), LONG), "attempt 1");
        assertThat(counter.inUse("gpu")).isZero();
    }

    @Test
    void aThreadThatStillWaitsThroughItIsSentAway() throws Exception {
        counter.take("gpu", 4);
        ResourceHolder holder = manager.holder("attempt 1");
        Visitor stray = Visitor.waits(manager, "attempt 1", () -> holder.allocateAll(want("gpu", 1), LONG));
        holder.close();
        assertThat(stray.sentAway()).isInstanceOf(OrchestrationException.class);
        manager.releaseAll("somebody");
        assertThat(counter.inUse("gpu")).isZero();
    }

    @Test
    void closingWhatItsHolderHasGivenBackIsHarmless() {
        ResourceHolder holder = manager.holder("attempt 1");
        ResourceAllocation allocation = holder.tryAllocateAll(want("gpu", 1)).orElseThrow();
        holder.close();
        counter.take("gpu", 4);
        allocation.close();
        assertThat(counter.inUse("gpu")).isEqualTo(4);
    }
}
