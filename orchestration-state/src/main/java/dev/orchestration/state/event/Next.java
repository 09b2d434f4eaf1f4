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
    /** A person decides: rerun, fail or skip. */
    DECIDE;

    public String wire() {
        return Wire.name(this);
    }
}
