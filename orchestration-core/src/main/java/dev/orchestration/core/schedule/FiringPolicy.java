package dev.orchestration.core.schedule;

/**
 * How a schedule deals with times that were missed and with runs that take long. Immutable.
 *
 * @param misfireCap so many missed times are made up for at most, by {@link Misfire#ALL}
 * @param queueLimit so many times wait at most, with {@link Overlap#QUEUE}
 */
public record FiringPolicy(Misfire misfire, int misfireCap, Overlap overlap, int queueLimit) {
    /** The most that can be said for either number. */
    public static final int MOST = 1_000;

    /** Where nothing is said: what was missed is skipped, and runs do not overlap. */
    public static final FiringPolicy USUAL = new FiringPolicy(Misfire.SKIP, 10, Overlap.SKIP, 10);
}
