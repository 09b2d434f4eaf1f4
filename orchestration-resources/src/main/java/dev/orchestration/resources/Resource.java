package dev.orchestration.resources;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.ResourceId;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something of which there is a limited amount: held while it is used, or, if it refills, used up and gone until time brings
 * it back. Immutable; {@code new Resource(id, type, capacity)} with the methods {@code with…} and {@link #every} is the short
 * way to one.
 *
 * @param name for people; the id where nothing is said
 * @param capacity how much there is, in millionths at the finest; of a rate, how much comes back in one period
 * @param period for a rate, in how long the capacity comes back, evenly; null for what is held and given back
 * @param status as registered: one that can be set; as looked up: also one that follows from what is taken
 * @param description for people
 * @param metadata JSON that the engine never reads
 */
public record Resource(
        ResourceId id,
        String name,
        ResourceType type,
        double capacity,
        @Nullable Duration period,
        ResourceLimits limits,
        ResourceStatus status,
        String description,
        Map<String, Object> metadata) {
    /** @throws OrchestrationException ({@code BAD_PARAMETERS}) if the values contradict each other, with what to change */
    public Resource {
        Amounts.millionths(capacity, "the capacity of " + id);
        if (period != null && (period.isNegative() || period.isZero())) {
            throw bad(id, "its period must be positive, not " + period);
        }
        Double burst = limits.burstLimit();
        if (burst != null && period == null) {
            throw bad(id, "only a rate has a burst_limit; leave it out, or say in which period the capacity refills");
        }
        long size = Amounts.count(burst == null ? capacity : burst);
        if (Amounts.count(limits.minValue()) > size) {
            throw bad(
                    id,
                    "its min_value " + limits.minValue() + " is more than there ever is, " + Amounts.text(size)
                            + "; nobody could use it");
        }
        metadata = metadata.isEmpty() ? Map.of() : Json.freezeMap(metadata, "metadata");
    }

    /** A resource in service, without limits, that is held and given back. */
    public Resource(ResourceId id, ResourceType type, double capacity) {
        this(id, id.value(), type, capacity, null, ResourceLimits.none(), ResourceStatus.AVAILABLE, "", Map.of());
    }

    private static OrchestrationException bad(ResourceId id, String fault) {
        return new OrchestrationException(ErrorCode.BAD_PARAMETERS, "resource " + id + ": " + fault);
    }

    /** The same as a rate: its capacity refills in this time, for example 1000 every minute. */
    public Resource every(Duration time) {
        return new Resource(id, name, type, capacity, time, limits, status, description, metadata);
    }

    public Resource withName(String other) {
        return new Resource(id, other, type, capacity, period, limits, status, description, metadata);
    }

    public Resource withLimits(ResourceLimits other) {
        return new Resource(id, name, type, capacity, period, other, status, description, metadata);
    }

    public Resource withStatus(ResourceStatus other) {
        return new Resource(id, name, type, capacity, period, limits, other, description, metadata);
    }

    public Resource withDescription(String text) {
        return new Resource(id, name, type, capacity, period, limits, status, text, metadata);
    }

    public Resource withMetadata(Map<String, Object> values) {
        return new Resource(id, name, type, capacity, period, limits, status, description, values);
    }

    /** Whether what is taken comes back with time, and not by being given back. */
    public boolean isRate() {
        return period != null;
    }

    /** Whether one allocation may take as much of it at all, once others have given back or a rate has refilled. */
    public boolean couldGive(double amount) {
        long count = Amounts.count(amount);
        return count >= smallest() && count <= largest();
    }

    /** The most that can be in use at once, in millionths. */
    long size() {
        Double burst = limits.burstLimit();
        return Amounts.count(burst == null ? capacity : burst);
    }

    /** The least that one allocation may take, in millionths. */
    long smallest() {
        return Math.max(1, Amounts.count(limits.minValue()));
    }

    /** The most that one allocation may take, in millionths. */
    long largest() {
        return limits.maxValue() > Amounts.MOST ? size() : Math.min(size(), Amounts.count(limits.maxValue()));
    }
}
