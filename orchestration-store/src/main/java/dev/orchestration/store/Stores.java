package dev.orchestration.store;

import dev.orchestration.state.Clock;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.journal.InMemoryStore;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.state.journal.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Opens stores. A SQLite store is one file, with its write-ahead log, its lock and a folder {@code logs} beside it; every
 * commit is on the disk before {@code append} returns. One process at a time owns it, any number may look. All methods are
 * thread-safe.
 */
public final class Stores {
    private Stores() {}

    /**
     * Opens the SQLite store in {@code file} as its owner; creates the file and its folders where they are missing.
     *
     * @param ids gives this ownership its id
     * @throws dev.orchestration.state.OrchestrationException {@code STORE_OWNED} if another process owns it, or this one
     *     does already; the message says who, and since when. {@code STORE_UNAVAILABLE} if it cannot be opened: a folder
     *     or disk that cannot be written, a network file system, a damaged file, a store of a newer version
     */
    public static Store own(Path file, Clock clock, IdSource ids) {
        return OwnedStore.open(SqliteFile.toOwn(file), clock, ids.next());
    }

    /**
     * Opens the SQLite store in {@code file} to look: {@link Store#journal} and {@link Store#owner} are refused with
     * {@code WRONG_STATE}. The store's folder must be writable, since SQLite shares memory between processes through a file
     * there.
     *
     * @throws dev.orchestration.state.OrchestrationException {@code STORE_UNAVAILABLE} if there is no such file or it is no
     *     store that this version can read
     */
    public static Store look(Path file) {
        return ViewedStore.open(SqliteFile.toLook(file));
    }

    /**
     * A store that lives as long as this process.
     *
     * @param logs an existing folder for the output of processes
     */
    public static Store memory(Clock clock, IdSource ids, Path logs) {
        return new InMemoryStore(logs, ProcessIdentity.current().asOwner(ids.next(), 1, clock.micros()));
    }

    /**
     * Who owns the store in {@code file} at the moment. Nobody may still own it a moment later, and somebody may a moment
     * after nobody did.
     *
     * @return empty if nobody does, also if there is no such store, or if that cannot be told because it is just being opened
     *     or closed: whoever then opens it learns more
     */
    public static Optional<Owner> holder(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        SqliteFile store = SqliteFile.toLook(file);
        return OwnerLock.isHeld(store.path())
                ? OwnedStore.lastOwner(store).filter(ProcessIdentity::isAlive)
                : Optional.empty();
    }

    /**
     * Whether {@code owner} still owns its store: it has not given up, and its very process runs on this machine. Pids are
     * used again, so host, boot id and start time must agree as well. Where the system has no boot id (anything but Linux)
     * the start time alone tells processes apart. An owner on another host counts as not alive.
     */
    public static boolean isAlive(Owner owner) {
        return ProcessIdentity.isAlive(owner);
    }
}
