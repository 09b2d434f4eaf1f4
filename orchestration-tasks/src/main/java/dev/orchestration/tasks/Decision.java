package dev.orchestration.tasks;

import dev.orchestration.state.Wire;

/** What a person decides about a task that was interrupted and is not run again by itself. */
public enum Decision {
    /** It is tried once more. */
    RERUN,
    /** It has failed. */
    FAIL,
    /** It is left out, and what depends on it goes on. */
    SKIP;

    public String wire() {
        return Wire.name(this);
    }
}
