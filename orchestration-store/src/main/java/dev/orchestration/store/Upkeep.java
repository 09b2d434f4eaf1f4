package dev.orchestration.store;

import dev.orchestration.state.Clock;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.journal.Owner;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a person does with a SQLite store as a whole. Looking and copying is possible beside an owner; what changes the store
 * becomes its owner for that time. Everything throws what {@link Stores#look} or {@link Stores#own} throw. Thread-safe.
 */
public final class Upkeep {
    private final Path file;
    private final Clock clock;
    private final IdSource ids;
    private final Consumer<Owner> fallen;

    /**
     * @param file of a store that is there
     * @param fallen ends what an owner left behind that ended without order: who becomes the owner after it is the only one
     *     that is told of it
     */
    public Upkeep(Path file, Clock clock, IdSource ids, Consumer<Owner> fallen) {
        this.file = file;
        this.clock = clock;
        this.ids = ids;
        this.fallen = fallen;
    }

    public StoreInfo info() {
        try (ViewedStore store = look()) {
            return store.readers().read(connection -> StoreFacts.of(store.file(), connection));
        }
    }

    /** Reads everything there is. Faults are the answer, not exceptions. */
    public Inspected check() {
        try (ViewedStore store = look()) {
            return new Inspection(store.file(), store.readers()).inspect();
        }
    }

    /**
     * Copies the store as it is at one moment, with its outputs and logs.
     *
     * @throws dev.orchestration.state.OrchestrationException {@code BAD_PARAMETERS} if {@code target} exists, {@code
     *     STORE_UNAVAILABLE} if it cannot be written
     */
    public Copied backup(Path target) {
        try (ViewedStore store = look()) {
            return new Backup(store.file(), store.readers(), clock.micros()).to(target.toAbsolutePath());
        }
    }

    /**
     * Removes executions that ended before a time, and what nobody needs any more.
     *
     * @param endedBefore microseconds since 1970
     */
    public Pruned prune(long endedBefore) {
        try (OwnedStore store = own()) {
            long since = store.owner().since();
            return new Pruning(store, clock, Pruning.Manner.alone(since)).prune(endedBefore);
        }
    }

    /** Gives the space of removed data back to the file system. Needs as much free space again meanwhile. */
    public Vacuumed vacuum() {
        try (OwnedStore store = own()) {
            long before = bytes(store);
            store.writer().alone("vacuum", connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("vacuum");
                    statement.execute("pragma wal_checkpoint(truncate)");
                }
            });
            return new Vacuumed(before, bytes(store));
        }
    }

    private static long bytes(OwnedStore store) {
        StoreInfo info = store.readers().read(connection -> StoreFacts.of(store.file(), connection));
        return info.bytes() + info.logBytes();
    }

    /**
     * Writes executions as lines of JSON.
     *
     * @param executions which ones; empty for all
     * @throws IOException if {@code out} cannot be written
     */
    public Transferred exportTo(Writer out, List<ExecutionId> executions) throws IOException {
        try (ViewedStore store = look()) {
            return new Export(store.archive(), out).write(executions);
        }
    }

    /**
     * Takes in what {@link #exportTo} wrote, all or nothing. The store is created where it is missing.
     *
     * @throws dev.orchestration.state.OrchestrationException {@code BAD_PARAMETERS}, with the line, if an execution is in the
     *     store already or the lines are no export
     * @throws IOException if {@code in} cannot be read
     */
    public Transferred importFrom(BufferedReader in) throws IOException {
        try (OwnedStore store = own()) {
            Transferred[] taken = new Transferred[1];
            store.writer()
                    .between(
                            "import into",
                            connection -> taken[0] = new Import(
                                            new ExportLines(in),
                                            store.file().outputs(),
                                            connection,
                                            store.owner().epoch())
                                    .read());
            return taken[0];
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private ViewedStore look() {
        return ViewedStore.open(SqliteFile.toLook(file));
    }

    private OwnedStore own() {
        OwnedStore store = OwnedStore.open(SqliteFile.toOwn(file), Durability.DURABLE, clock, ids.next());
        store.fallenOwners().forEach(fallen);
        return store;
    }
}
