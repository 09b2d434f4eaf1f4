package dev.orchestration.workflow.simulation;

import dev.orchestration.state.Failure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an attempt that nobody interrupts.
 *
 * @param after how long it takes, in whole microseconds; not negative
 * @param output of an attempt that completes, immutable JSON
 * @param error why it fails, null if it completes
 */
public record Ending(
        Duration after, @Nullable Object output, @Nullable Failure error) {
    /** @throws IllegalArgumentException if the time is negative */
    public Ending {
        if (after.isNegative()) {
            throw new IllegalArgumentException("an attempt cannot take " + after);
        }
    }

    public static Ending completed(Duration after) {
        return new Ending(after, null, null);
    }

    public static Ending completed(Duration after, @Nullable Object output) {
        return new Ending(after, output, null);
    }

    public static Ending failed(Duration after, Failure error) {
        return new Ending(after, null, error);
    }
}
