package dev.orchestration.tasks;

import dev.orchestration.state.Wire;

/** What becomes of a new execution when as many as may be are under way with its key. */
public enum OnConflict {
    /** It is pending until its turn comes, first come first served. */
    QUEUE,
    /** It ends at once without running a step. */
    SKIP,
    /** The oldest ones are cancelled, and it is pending until they have ended. */
    CANCEL_RUNNING;

    public String wire() {
        return Wire.name(this);
    }
}
