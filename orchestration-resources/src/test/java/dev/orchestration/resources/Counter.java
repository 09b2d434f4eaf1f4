package dev.orchestration.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ManualClock;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.ResourceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A resource manager on a clock that stands still, and the words in which tests speak about it. */
final class Counter {
    static final long START = 1_700_000_000_000_000L;

    final ManualClock clock = new ManualClock(START);
    final ResourceManager manager = new ResourceManager(clock);
    final List<ResourceEvent> told = Collections.synchronizedList(new ArrayList<>());

    static ResourceId id(String name) {
        return new ResourceId(name);
    }

    static Counter with(String name, double capacity) {
        return new Counter().and(name, capacity);
    }

    Counter and(String name, double capacity) {
        return and(name, ResourceType.CUSTOM, capacity);
    }

    Counter and(String name, ResourceType type, double capacity) {
        return and(new Resource(id(name), type, capacity));
    }

    Counter and(Resource resource) {
        assertThat(manager.register(resource)).isTrue();
        return this;
    }

    /** So much a second; {@code burst} at one moment. */
    static Resource rate(String name, double capacity, double burst) {
        return new Resource(id(name), ResourceType.API_QUOTA, capacity)
                .every(Duration.ofSeconds(1))
                .withLimits(ResourceLimits.none().withBurst(burst));
    }

    Counter listening() {
        manager.listen(told::add);
        return this;
    }

    /** What happened since the last question, for example {@code Allocated}. */
    List<String> told() {
        List<String> names =
                told.stream().map(event -> event.getClass().getSimpleName()).toList();
        told.clear();
        return names;
    }

    Counter after(Duration time) {
        clock.advance(time);
        return this;
    }

    ResourceAllocation take(String name, double amount) {
        return manager.allocate(id(name), "somebody", amount);
    }

    boolean canTake(String name, double amount) {
        return canTake(want(name, amount));
    }

    /** Takes it and gives it back. */
    boolean canTake(ResourceVector amounts) {
        return manager.tryAllocateAll(amounts, "passer-by")
                .map(allocation -> {
                    allocation.close();
                    return true;
                })
                .orElse(false);
    }

    static ResourceVector want(String name, double amount) {
        return ResourceVector.of(id(name), amount);
    }

    double inUse(String name) {
        return manager.getUsage(id(name)).current();
    }

    ResourceStatus status(String name) {
        return manager.find(id(name)).orElseThrow().status();
    }

    /** Refuses with the code, and says each of the words. */
    static void refused(ErrorCode code, ThrowingCallable call, String... words) {
        OrchestrationException thrown = catchThrowableOfType(OrchestrationException.class, call);
        assertThat(thrown).isNotNull();
        assertThat(thrown.code()).isEqualTo(code);
        assertThat(thrown.getMessage()).contains(words);
    }

    static List<String> names(Stream<ResourceAllocation> allocations) {
        return allocations.map(ResourceAllocation::allocationId).toList();
    }
}
