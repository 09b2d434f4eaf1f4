package dev.orchestration.core.status;

import dev.orchestration.state.Wire;

/** How well something works; later is worse. */
public enum Health {
    /** It does what it is for. */
    HEALTHY,
    /** Nothing was asked of it yet, so it is not built; as good as healthy. */
    IDLE,
    /** It works, but somebody should look at it. */
    DEGRADED,
    /** It does not do what it is for. */
    UNHEALTHY;

    /** The worse of the two. */
    public Health and(Health other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** The lower-case name used in JSON. */
    public String wire() {
        return Wire.name(this);
    }
}
