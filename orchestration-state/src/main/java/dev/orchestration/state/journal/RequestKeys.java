package dev.orchestration.state.journal;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The request keys of the executions in an {@link InMemoryStore}, each of one execution alone. Guarded by the store's lock. */
final class RequestKeys {
    private final Map<String, ExecutionId> requests = new HashMap<>();

    /**
     * Refuses a commit with a key that another execution has.
     *
     * @param ofTheBatch the keys of the commits before it in its batch, to which its own is added
     */
    void requireNew(Commit commit, Set<String> ofTheBatch) {
        String key = commit.requestKey();
        if (key != null && (requests.containsKey(key) || !ofTheBatch.add(key))) {
            throw new OrchestrationException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "the request key of " + commit.execution() + " is that of another execution");
        }
    }

    void record(Commit commit) {
        String key = commit.requestKey();
        if (key != null) {
            requests.put(key, commit.execution());
        }
    }

    /**
     * The execution is gone; whoever asks under its key asks for something new.
     *
     * @param first its first commit
     */
    void forget(Commit first) {
        String key = first.requestKey();
        if (key != null) {
            requests.remove(key);
        }
    }

    Optional<ExecutionId> find(String key) {
        return Optional.ofNullable(requests.get(key));
    }
}
