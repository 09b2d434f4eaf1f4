package dev.orchestration.state.journal;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The kept outputs of a store in memory, of which the first go first. Thread-safe. */
final class InMemoryCache implements OutputCache {
    private static final int MOST = 10_000;

    @GuardedBy("this")
    private final Map<String, CachedOutput> outputs = new LinkedHashMap<>();

    synchronized void keep(Commit commit) {
        for (CachedOutput output : CachedOutput.in(commit)) {
            outputs.remove(output.key());
            outputs.put(output.key(), output);
            if (outputs.size() > MOST) {
                outputs.remove(outputs.keySet().iterator().next());
            }
        }
    }

    @Override
    public synchronized Optional<CachedOutput> find(String key) {
        return Optional.ofNullable(outputs.get(key));
    }
}
