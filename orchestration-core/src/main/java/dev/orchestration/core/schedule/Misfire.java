package dev.orchestration.core.schedule;

import dev.orchestration.state.Wire;

/** What becomes of times that passed while nobody was there to fire, or more than a minute ago. */
public enum Misfire {
    /** They are left out. */
    SKIP,
    /** One run, for the newest of them. */
    ONCE,
    /** A run for each, the oldest first; of more than the cap the newest so many. */
    ALL;

    public String wire() {
        return Wire.name(this);
    }
}
