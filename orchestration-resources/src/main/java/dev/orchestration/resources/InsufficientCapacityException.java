package dev.orchestration.resources;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.ResourceId;

/** More was asked of a resource than is free at this moment. */
public final class InsufficientCapacityException extends OrchestrationException {
    private static final long serialVersionUID = 1L;

    private final double requested;
    private final double available;

    InsufficientCapacityException(ResourceId resource, double requested, double available) {
        super(
                ErrorCode.INSUFFICIENT_CAPACITY,
                "resource " + resource + ": " + requested + " requested, " + available + " available");
        this.requested = requested;
        this.available = available;
    }

    public double requested() {
        return requested;
    }

    public double available() {
        return available;
    }
}
