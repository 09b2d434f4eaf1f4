package dev.orchestration.state.event;

import dev.orchestration.state.Wire;

/** How one attempt ended. */
public enum Outcome {
    COMPLETED,
    FAILED,
    TIMED_OUT,
    CANCELLED,
    /** The process that ran it was gone before it ended; found out by whoever took over. */
    INTERRUPTED,
    /** The engine was closed in order while it ran: nothing is wrong with the step. */
    SHUT_DOWN,
    /** It ignored its interruption; whatever it returns later is not used. */
    ABANDONED;

    public String wire() {
        return Wire.name(this);
    }
}
