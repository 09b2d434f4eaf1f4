package dev.orchestration.tasks.decide;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What attempts of the current activations told last of their progress. Confined to the thread that owns the execution. */
final class ToldDetails {
    /** Few attempts beat, so this is no column. */
    private final Map<Integer, Object> told = new TreeMap<>();

    /** Null takes back what was told before. */
    void note(int node, @Nullable Object details) {
        if (details == null) {
            told.remove(node);
        } else {
            told.put(node, details);
        }
    }

    /** Another activation begins. */
    void forget(int node) {
        told.remove(node);
    }

    @Nullable
    Object of(int node) {
        return told.isEmpty() ? null : told.get(node);
    }
}
