package dev.orchestration.core.schedule;

import dev.orchestration.state.Wire;

/** What becomes of a time that comes while the run before has not ended; a paused one has not. */
public enum Overlap {
    /** It is left out. */
    SKIP,
    /** It waits until the run before has ended; of more than the limit that wait, the newest is left out. */
    QUEUE,
    /** It runs beside. */
    PARALLEL;

    public String wire() {
        return Wire.name(this);
    }
}
