package dev.orchestration.state.event;

import dev.orchestration.state.Wire;

/** What a request to cancel is about. */
public enum CancelScope {
    /** Everything but compensations and the steps of {@code finally}: what runs is ended, what did not start never does. */
    EXECUTION,
    /** One step. */
    STEP,
    /** What did not start yet; what runs may finish. */
    UNSTARTED,
    /** What undoes completed steps, of an execution that was cancelled, or is late, already. */
    COMPENSATION,
    /** The steps of {@code finally}, of an execution that was cancelled, or is late, already. */
    FINALLY;

    public String wire() {
        return Wire.name(this);
    }
}
