package dev.orchestration.resources;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.ResourceId;

/** More was asked of a resource than could be had at this moment, or within the time that the caller would wait. */
public final class InsufficientCapacityException extends OrchestrationException {
    private static final long serialVersionUID = 1L;

    private final String resource;
    private final double requested;
    private final double available;

    InsufficientCapacityException(Shortage shortage) {
        super(
                ErrorCode.INSUFFICIENT_CAPACITY,
                "resource " + shortage.resource() + ": " + Amounts.text(shortage.requested()) + " requested, "
                        + Amounts.text(shortage.available()) + " available" + shortage.why());
        this.resource = shortage.resource().value();
        this.requested = Amounts.units(shortage.requested());
        this.available = Amounts.units(shortage.available());
    }

    /** Of several resources that were short, the first. */
    public ResourceId resource() {
        return new ResourceId(resource);
    }

    public double requested() {
        return requested;
    }

    /** What could have been had: without what is kept for those who came before, and nothing while it is out of service. */
    public double available() {
        return available;
    }
}
