package dev.orchestration.state.event;

import dev.orchestration.state.Wire;

/** How one attempt ended. */
public enum Outcome {
    COMPLETED,
    FAILED,
    TIMED_OUT,
    CANCELLED,
    /** The process that ran it ended, in order or not. */
    INTERRUPTED,
    /** It ignored its interruption; whatever it returns later is not used. */
    ABANDONED;

    public String wire() {
        return Wire.name(this);
    }
}
