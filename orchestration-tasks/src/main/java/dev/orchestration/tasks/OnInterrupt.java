package dev.orchestration.tasks;

import dev.orchestration.state.Wire;

/** What follows when the process that ran an attempt ended before the attempt did. */
public enum OnInterrupt {
    /** Another attempt, which uses up no retry. */
    RERUN,
    /** The activation has failed. */
    FAIL,
    /** A person decides. */
    MANUAL;

    public String wire() {
        return Wire.name(this);
    }
}
