package dev.orchestration.tasks;

import dev.orchestration.state.Failure;
import dev.orchestration.state.LargeOutput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a task so far.
 *
 * @param task the step's name
 * @param attempts how many started
 * @param result the output as JSON, or a {@link LargeOutput}; null where there is none
 * @param startedAt of the first attempt; microseconds since 1970, as {@code endedAt}; null where it did not happen
 * @param blockedBy while dependencies are open: these; while some were not submitted: their ids; when blocked for good: up to {@link #MAX_BLOCKERS} failed or
 *     cancelled steps upstream
 * @param log the last attempt's log, relative to the store's log folder
 * @param itemOf for an item of a {@code for_each}: the name of its step; null for a task or a step
 * @param compensates for what undoes a step, or an item of it: the name of that step; null for all else
 * @param cachedFrom the execution whose output it is, as that was kept in the cache; null if it is its own
 */
public record TaskResult(
        String task,
        TaskStatus status,
        int attempts,
        @Nullable Object result,
        @Nullable Failure error,
        @Nullable Long startedAt,
        @Nullable Long endedAt,
        List<String> blockedBy,
        @Nullable String log,
        @Nullable String itemOf,
        @Nullable String compensates,
        @Nullable String cachedFrom) {
    /** At most so many names are told; more would make a wide failure's report quadratic. */
    public static final int MAX_BLOCKERS = 10;

    /**
     * The output as JSON, read now if it was too large for the journal.
     *
     * @throws dev.orchestration.state.OrchestrationException ({@code OUTPUT_LOST}) if the store has lost it
     */
    @Override
    public @Nullable Object result() {
        return LargeOutput.valueOf(result);
    }

    public boolean success() {
        return status == TaskStatus.COMPLETED;
    }

    /** From first start to end in microseconds, null while it is not both. */
    public @Nullable Long duration() {
        return startedAt == null || endedAt == null ? null : (Long) (endedAt - startedAt);
    }
}
