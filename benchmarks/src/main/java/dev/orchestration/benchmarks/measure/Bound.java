package dev.orchestration.benchmarks.measure;

/**
 * What a goal demands of a ratio or figure.
 *
 * @param atMost true for an upper bound, false for a lower one
 */
public record Bound(boolean atMost, double limit) {
    public static Bound atMost(double limit) {
        return new Bound(true, limit);
    }

    public static Bound atLeast(double limit) {
        return new Bound(false, limit);
    }

    public boolean holds(double value) {
        return atMost ? value <= limit : value >= limit;
    }

    /** For example {@code ≤ 3×}. */
    public String text(String unit) {
        return (atMost ? "≤ " : "≥ ") + Numbers.plain(limit) + unit;
    }
}
