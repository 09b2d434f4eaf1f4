package dev.orchestration.tasks;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * That a node runs more than once: for each element of a list, until a condition holds, or both: then each element until its
 * condition holds. Immutable.
 *
 * @param each null for a node that is no map
 * @param until null for a node whose first success is enough
 */
public record Repetition(@Nullable Each each, @Nullable Until until) {
    /**
     * One item for each element of a list.
     *
     * @param maxParallel how many items may be under way at once, {@link Integer#MAX_VALUE} for any number; one that backs off
     *     or waits is under way
     * @param failFast whether the first failure cancels the items that have not ended
     */
    public record Each(int maxParallel, boolean failFast) {}

    /**
     * Another pass as long as a condition does not hold, which whoever does the work evaluates.
     *
     * @param interval from the end of one pass to the next
     * @param maxIterations after so many passes without the condition holding the node has failed
     */
    public record Until(Duration interval, int maxIterations) {}
}
