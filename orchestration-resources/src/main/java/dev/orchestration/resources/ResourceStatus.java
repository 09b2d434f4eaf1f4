package dev.orchestration.resources;

import dev.orchestration.state.Wire;

/**
 * Whether a resource can be had. {@link #AVAILABLE}, {@link #MAINTENANCE}, {@link #OFFLINE} and {@link #UNKNOWN} are set by
 * people and hosts; while a resource is in service, the others follow from what is taken of it.
 */
public enum ResourceStatus {
    /** In service, and nothing of it is taken. */
    AVAILABLE,
    /** In service; something is taken and something is left. */
    ALLOCATED,
    /** In service, but so much of it is held that nobody gets any until somebody gives some back. */
    BUSY,
    /** Out of service for a while: nothing more is given out; who holds some keeps it. */
    MAINTENANCE,
    /** Out of service: nothing more is given out; who holds some keeps it. */
    OFFLINE,
    /** A rate in service of which less is left than its default allocation, until it refills. */
    DEPLETED,
    /** Nobody knows whether it works, so nothing more is given out; who holds some keeps it. */
    UNKNOWN;

    /** Whether it is set from outside; the others are told by what is taken. */
    public boolean isSettable() {
        return switch (this) {
            case AVAILABLE, MAINTENANCE, OFFLINE, UNKNOWN -> true;
            case ALLOCATED, BUSY, DEPLETED -> false;
        };
    }

    /** The lower-case name used in files, events and JSON. */
    public String wire() {
        return Wire.name(this);
    }
}
