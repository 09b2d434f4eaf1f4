package dev.orchestration.tasks.decide;

import dev.orchestration.state.event.Event;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From which execution the outputs of rows are that no work was done for. Confined to the thread that owns the execution. */
final class CacheHits {
    /** Few rows have one, so this is no column. */
    private final Map<Integer, String> origins = new LinkedHashMap<>();

    void apply(int row, Event.OutputCached event) {
        if (event.origin() != null) {
            origins.put(row, event.origin());
        }
    }

    /** Another attempt begins. */
    void forget(int row) {
        if (!origins.isEmpty()) {
            origins.remove(row);
        }
    }

    /** Null: its own. */
    @Nullable
    String origin(int row) {
        return origins.get(row);
    }
}
