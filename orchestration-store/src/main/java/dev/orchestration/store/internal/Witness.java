package dev.orchestration.store.internal;

import dev.orchestration.state.journal.Owner;

/** A store that knows itself whether an owner lives, because owners may run on other machines. Thread-safe. */
public interface Witness {
    /** Whether {@code owner} still owns the store, as far as the store can tell. */
    boolean isAlive(Owner owner);
}
