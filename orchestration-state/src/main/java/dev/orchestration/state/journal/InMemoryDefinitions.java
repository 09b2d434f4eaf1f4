package dev.orchestration.state.journal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The definitions of the executions in an {@link InMemoryStore}, each as long as one needs it. Guarded by the store's lock. */
final class InMemoryDefinitions {
    private final Map<String, StoredDefinition> definitions = new HashMap<>();
    private final Map<String, Integer> users = new HashMap<>();

    void add(StoredDefinition definition) {
        definitions.putIfAbsent(definition.digest(), definition);
    }

    Optional<StoredDefinition> find(String digest) {
        return Optional.ofNullable(definitions.get(digest));
    }

    /** Another execution is pinned to it. */
    void use(String digest) {
        users.merge(digest, 1, Integer::sum);
    }

    /** An execution is gone that was pinned to it. */
    void release(String digest) {
        if (users.merge(digest, -1, Integer::sum) == 0) {
            users.remove(digest);
            definitions.remove(digest);
        }
    }
}
