package dev.orchestration.resources;

import static dev.orchestration.resources.Counter.id;
import static dev.orchestration.resources.Counter.rate;
import static dev.orchestration.resources.Counter.refused;
import static dev.orchestration.resources.Counter.want;
import static dev.orchestration.resources.Counter.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatusTest {
    @ParameterizedTest
    @EnumSource(names = {"MAINTENANCE", "OFFLINE", "UNKNOWN"})
    void outOfServiceNothingMoreIsGivenAndHoldersKeepTheirs(ResourceStatus out) {
        Counter counter = with("gpu", 4).and("cpu", 1);
        ResourceAllocation held = counter.take("gpu", 1);
        assertThat(counter.manager.setStatus(id("gpu"), out)).isEqualTo(ResourceStatus.AVAILABLE);
        assertThat(counter.manager.setStatus(id("gpu"), out)).isEqualTo(out);
        assertThat(counter.status("gpu")).isEqualTo(out);
        assertThat(counter.canTake(want("gpu", 1).plus(id("cpu"), 1))).isFalse();
        assertThatThrownBy(() -> counter.take("gpu", 1))
                .isInstanceOf(InsufficientCapacityException.class)
                .hasMessageContaining("0 available, because it is " + out.wire() + "; set it available");
        assertThat(counter.inUse("gpu")).isEqualTo(1);
        assertThat(held.isHeld()).isTrue();
        assertThat(counter.manager.canEverFit(want("gpu", 4))).isTrue();
        counter.manager.setStatus(id("gpu"), ResourceStatus.AVAILABLE);
        assertThat(counter.canTake("gpu", 3)).isTrue();
    }

    @Test
    void whatIsHeldCanBeGivenBackOutOfService() {
        Counter counter = with("gpu", 4);
        ResourceAllocation held = counter.take("gpu", 4);
        counter.manager.setStatus(id("gpu"), ResourceStatus.OFFLINE);
        held.close();
        assertThat(counter.inUse("gpu")).isZero();
    }

    @Test
    void inServiceTheStatusFollowsFromWhatIsTaken() {
        Counter counter = with("gpu", 2);
        assertThat(counter.status("gpu")).isEqualTo(ResourceStatus.AVAILABLE);
        counter.take("gpu", 1);
        assertThat(counter.status("gpu")).isEqualTo(ResourceStatus.ALLOCATED);
        counter.take("gpu", 1);
        assertThat(counter.status("gpu")).isEqualTo(ResourceStatus.BUSY);
        counter.manager.releaseAll("somebody");
        assertThat(counter.status("gpu")).isEqualTo(ResourceStatus.AVAILABLE);
    }

    @Test
    void aResourceOfWhichLessThanTheLeastIsLeftIsBusy() {
        Resource gpu = new Resource(id("gpu"), ResourceType.COMPUTE, 2).withLimits(ResourceLimits.between(0.5, 2));
        Counter counter = new Counter().and(gpu);
        counter.take("gpu", 1.5);
        assertThat(counter.status("gpu")).isEqualTo(ResourceStatus.ALLOCATED);
        counter.manager.releaseAll("somebody");
        counter.take("gpu", 1.6);
        assertThat(counter.status("gpu")).isEqualTo(ResourceStatus.BUSY);
    }

    @Test
    void aRateWithoutTheUsualAmountIsDepletedUntilItRefills() {
        Counter counter = new Counter().and(rate("api", 10, 5)).and(rate("trickle", 0.1, 0.5));
        counter.take("api", 4);
        assertThat(counter.status("api")).isEqualTo(ResourceStatus.ALLOCATED);
        counter.take("api", 0.5);
        assertThat(counter.status("api")).isEqualTo(ResourceStatus.DEPLETED);
        counter.after(Duration.ofMillis(49));
        assertThat(counter.status("api")).isEqualTo(ResourceStatus.DEPLETED);
        counter.after(Duration.ofMillis(1));
        assertThat(counter.status("api")).isEqualTo(ResourceStatus.ALLOCATED);
        assertThat(counter.status("trickle")).isEqualTo(ResourceStatus.AVAILABLE);
    }

    @ParameterizedTest
    @EnumSource(names = {"ALLOCATED", "BUSY", "DEPLETED"})
    void aStatusThatFollowsCannotBeSet(ResourceStatus derived) {
        Counter counter = with("gpu", 2);
        Resource tpu = new Resource(id("tpu"), ResourceType.COMPUTE, 2).withStatus(derived);
        refused(
                ErrorCode.BAD_PARAMETERS,
                () -> counter.manager.setStatus(id("gpu"), derived),
                "follows",
                "maintenance");
        refused(ErrorCode.BAD_PARAMETERS, () -> counter.manager.register(tpu), derived.wire());
        assertThat(counter.manager.resources()).hasSize(1);
    }

    @Test
    void aResourceMayBeRegisteredOutOfService() {
        Counter counter =
                new Counter().and(new Resource(id("gpu"), ResourceType.COMPUTE, 2).withStatus(ResourceStatus.OFFLINE));
        assertThat(counter.canTake("gpu", 1)).isFalse();
    }

    @Test
    void theStatusOfAnUnknownResourceCannotBeSet() {
        refused(
                ErrorCode.UNKNOWN_RESOURCE,
                () -> with("gpu", 1).manager.setStatus(id("tpu"), ResourceStatus.OFFLINE),
                "tpu");
    }
}
