package dev.orchestration.benchmarks.measure;

import org.jspecify.annotations.Nullable;

/**
 * A ratio, or a figure that a goal speaks of.
 *
 * @param what for example {@code ours ÷ this}
 * @param unit written behind the value without a space
 * @param goal null where it is only shown
 */
public record Comparison(
        String what, double value, String unit, @Nullable Bound goal) {
    /** How many times ours is of what stands in the row, for figures of which less is better. */
    public static Comparison oursToThis(Series ours, Series theirs, @Nullable Bound goal) {
        return new Comparison("ours ÷ this", ours.median() / theirs.median(), "×", goal);
    }

    /** How many times what stands in the row is of ours. */
    public static Comparison thisToOurs(Series ours, Series theirs, @Nullable Bound goal) {
        return new Comparison("this ÷ ours", theirs.median() / ours.median(), "×", goal);
    }

    /** {@code met}, {@code missed}, or nothing where there is no goal. */
    public String verdict() {
        if (goal == null) {
            return "";
        }
        return goal.holds(value) ? "met" : "**missed**";
    }
}
