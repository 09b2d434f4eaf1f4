package dev.orchestration.state.journal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The outputs that an {@link InMemoryStore} keeps to be used again. Guarded by the store's lock. */
final class KeptOutputs {
    /** What was kept first goes first. */
    private static final int MOST = 10_000;

    private final Map<String, CachedOutput> cached = new LinkedHashMap<>();

    void record(Commit commit) {
        for (CachedOutput output : CachedOutput.in(commit)) {
            cached.remove(output.key());
            cached.put(output.key(), output);
            if (cached.size() > MOST) {
                cached.remove(cached.keySet().iterator().next());
            }
        }
    }

    Optional<CachedOutput> find(String key) {
        return Optional.ofNullable(cached.get(key));
    }
}
