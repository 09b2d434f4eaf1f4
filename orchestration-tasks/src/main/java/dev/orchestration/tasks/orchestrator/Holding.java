package dev.orchestration.tasks.orchestrator;

import dev.orchestration.resources.ResourceAllocation;
import dev.orchestration.state.ResourceId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt holds of resources: what everybody may have, and what its session had taken ahead. Closing it gives all of
 * it back. Thread-safe.
 *
 * @param common null where it holds nothing of what everybody may have
 * @param drawn null where it holds nothing of its session's
 * @param from what its session has taken ahead, null if that is nothing
 */
record Holding(
        @Nullable ResourceAllocation common,
        @Nullable ResourceAllocation drawn,
        @Nullable SessionReserve from) implements AutoCloseable {
    /** Of one whose session has taken nothing ahead. */
    static @Nullable Holding of(@Nullable ResourceAllocation common) {
        return common == null ? null : new Holding(common, null, null);
    }

    /** All of it. */
    Map<ResourceId, Double> amounts() {
        if (drawn == null) {
            return common == null ? Map.of() : common.amounts();
        }
        Map<ResourceId, Double> all = new LinkedHashMap<>(drawn.amounts());
        if (common != null) {
            common.amounts().forEach((id, amount) -> all.merge(id, amount, Double::sum));
        }
        return all;
    }

    /** What of it an attempt may have afterwards whose session has taken {@code reserve} ahead. */
    Map<ResourceId, Double> amountsFor(@Nullable SessionReserve reserve) {
        boolean shared = from != null && from == reserve;
        return shared ? amounts() : common == null ? Map.of() : common.amounts();
    }

    @Override
    public void close() {
        if (drawn != null) {
            drawn.close();
        }
        if (from != null) {
            from.settle();
        }
        if (common != null) {
            common.close();
        }
    }
}
