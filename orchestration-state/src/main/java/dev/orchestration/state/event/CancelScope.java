package dev.orchestration.state.event;

import dev.orchestration.state.Wire;

/** What a request to cancel is about. */
public enum CancelScope {
    /** Everything: what runs is ended, what did not start never does. */
    EXECUTION,
    /** One step. */
    STEP,
    /** What did not start yet; what runs may finish. */
    UNSTARTED;

    public String wire() {
        return Wire.name(this);
    }
}
