package dev.orchestration.state.event;

import dev.orchestration.state.Wire;

/** What follows for the activation whose attempt has ended. Decided once and recorded, so that a replay repeats it. */
public enum Next {
    COMPLETED,
    FAILED,
    CANCELLED,
    /** Another attempt, due at the recorded time. */
    RETRY,
    /** Another attempt at once, because an interruption is nobody's fault. */
    RERUN,
    /** It completed, and another activation follows at the recorded time, because {@code until} does not hold. */
    AGAIN,
    /** A person decides: rerun, fail or skip. */
    DECIDE;

    public String wire() {
        return Wire.name(this);
    }
}
