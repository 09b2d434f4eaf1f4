package dev.orchestration.state.journal;

import java.util.Optional;

/** Outputs that are kept to be used again; what is put there is recorded by events. Thread-safe. */
@FunctionalInterface
public interface OutputCache {
    /** Has nothing. */
    OutputCache NONE = key -> Optional.empty();

    /** What is kept under {@code key}, also if it has expired; empty if there is nothing, or no more. */
    Optional<CachedOutput> find(String key);
}
