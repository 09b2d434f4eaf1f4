package dev.orchestration.tasks.orchestrator;

/**
 * How long attempts of one action take, as a mean over the last ones that forgets slowly. Confined to the loop.
 */
final class Pace {
    /** How many attempts the mean remembers, about. */
    private static final int MEMORY = 64;

    /** What an attempt costs at least, whatever the clock says. Unit: microseconds. */
    private static final double LEAST = 0.1;

    private final Grant unbound = Grant.of(null, this);
    private double mean;
    private int seen;

    /** Takes in that an attempt took so many microseconds. */
    void observe(long micros) {
        seen = Math.min(MEMORY, seen + 1);
        mean += (Math.max(LEAST, (double) micros) - mean) / seen;
    }

    /** What an attempt of this action gets that needs no resources. */
    Grant unbound() {
        return unbound;
    }

    /** The mean in microseconds; infinite while nothing is known. */
    double mean() {
        return seen == 0 ? Double.POSITIVE_INFINITY : mean;
    }
}
