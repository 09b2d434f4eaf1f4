package dev.orchestration.store;

import dev.orchestration.state.Clock;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.journal.InMemoryStore;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.state.journal.Store;
import dev.orchestration.state.journal.StoreUnreadyException;
import dev.orchestration.store.internal.Witness;
import dev.orchestration.store.postgres.PostgresAddress;
import dev.orchestration.store.postgres.PostgresSetting;
import dev.orchestration.store.postgres.PostgresStores;
import dev.orchestration.store.postgres.live.PulseThread;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Opens stores. A PostgreSQL store is a schema of a database; see {@link StoreAddress}. A SQLite store is one file, with its
 * write-ahead log, its lock and folders for logs and large outputs beside it; every commit is on the disk before {@code
 * append} returns, unless {@link Durability} says otherwise. One process at a time owns it, any number may look. All methods are
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
        return own(file, Durability.DURABLE, clock, ids);
    }

    /** As {@link #own(Path, Clock, IdSource)}; {@code durability} says what a commit waits for. */
    public static Store own(Path file, Durability durability, Clock clock, IdSource ids) {
        return OwnedStore.open(SqliteFile.toOwn(file), durability, clock, ids.next());
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
     * Opens the store at {@code address} as its owner, as {@link #own(Path, Clock, IdSource)} does; creates the tables of a
     * database where there are none. A database's owner lives while its heart beats: about once every 5 s something is
     * written for it, and who has not managed that for 10 s gives the store up ({@link Store#onLoss}).
     *
     * @throws dev.orchestration.state.OrchestrationException {@code STORE_OWNED} or {@code STORE_UNAVAILABLE}, as there; the
     *     latter also if the database's driver is not on the class path
     */
    public static Store own(StoreAddress address, Clock clock, IdSource ids) {
        return own(address, Durability.DURABLE, clock, ids);
    }

    /** As {@link #own(StoreAddress, Clock, IdSource)}; {@code durability} says what a commit waits for. */
    public static Store own(StoreAddress address, Durability durability, Clock clock, IdSource ids) {
        Path file = address.file();
        if (file != null) {
            return own(file, durability, clock, ids);
        }
        Owner self = ProcessIdentity.current().asOwner(ids.next(), 0, clock.micros());
        return PostgresStores.own(database(address), setting(address, durability, clock), self);
    }

    /**
     * Opens the store at {@code address} to look, as {@link #look(Path)} does.
     *
     * @throws dev.orchestration.state.OrchestrationException ({@code STORE_UNAVAILABLE}) if it is not there, not to be
     *     reached, or none that this version can read
     */
    public static Store look(StoreAddress address) {
        Path file = address.file();
        return file != null
                ? look(file)
                : PostgresStores.look(database(address), setting(address, Durability.DURABLE, Clock.system()));
    }

    private static PostgresAddress database(StoreAddress address) {
        return Objects.requireNonNull(address.postgres(), "a store is in a file or in a database");
    }

    private static PostgresSetting setting(StoreAddress address, Durability durability, Clock clock) {
        boolean durable = durability == Durability.DURABLE;
        return new PostgresSetting(clock, ProcessIdentity::isGone, address.logs(), PulseThread.pulse(), durable);
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
     * Tells whether an owner of {@code store} still owns it: as {@link #isAlive(Owner)} does for files. An owner of a
     * database may run on any machine; it lives while its heartbeats are recorded.
     */
    public static Predicate<Owner> alive(Store store) {
        return store instanceof Witness witness ? witness::isAlive : Stores::isAlive;
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
     * Who owns the store at {@code address} at the moment, as {@link #holder(Path)} tells of a file. Of a database it is the
     * last owner, while its heart beats.
     *
     * @return empty also if a database has no tables yet
     * @throws dev.orchestration.state.OrchestrationException ({@code STORE_UNAVAILABLE}) if a database cannot be asked
     */
    public static Optional<Owner> holder(StoreAddress address) {
        Path file = address.file();
        if (file != null) {
            return holder(file);
        }
        try (Store store = look(address)) {
            return store.archive().lastOwner().filter(alive(store));
        } catch (StoreUnreadyException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether {@code owner} still owns its store, a file: it has not given up, and its very process runs on this machine. Pids are
     * used again, so host, boot id and start time must agree as well. Where the system has no boot id (anything but Linux)
     * the start time alone tells processes apart. An owner on another host counts as not alive.
     */
    public static boolean isAlive(Owner owner) {
        return ProcessIdentity.isAlive(owner);
    }
}
