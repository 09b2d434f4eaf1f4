package dev.orchestration.store.postgres;

/** Calls back again and again, as a clock does; a test does so by hand. */
@FunctionalInterface
public interface Pulse {
    /** How often a beat comes, about. Unit: milliseconds. */
    long PERIOD_MILLIS = 1_000;

    /**
     * Calls {@code beat} at once and about once a period from then on, never twice at a time; several that were begun do
     * not wait for each other.
     *
     * @param beat must not throw
     * @return ends it; does not wait for a beat that is under way
     */
    Runnable begin(Runnable beat);
}
