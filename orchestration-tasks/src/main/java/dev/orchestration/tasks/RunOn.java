package dev.orchestration.tasks;

import dev.orchestration.state.Wire;

/** What must have become of a task's dependencies before it may start. */
public enum RunOn {
    /** Each completed or was skipped, or may fail ({@code required: false}). */
    SUCCESS,
    /** At least one failed. */
    FAILURE,
    /** All are settled, however. */
    COMPLETION;

    public String wire() {
        return Wire.name(this);
    }
}
