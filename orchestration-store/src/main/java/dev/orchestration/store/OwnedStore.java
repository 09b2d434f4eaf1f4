package dev.orchestration.store;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.LargeOutput;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Times;
import dev.orchestration.state.command.CommandBox;
import dev.orchestration.state.journal.Archive;
import dev.orchestration.state.journal.Journal;
import dev.orchestration.state.journal.OutputCache;
import dev.orchestration.state.journal.Outputs;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.state.journal.OwnerAtWork;
import dev.orchestration.state.journal.Removed;
import dev.orchestration.state.journal.Store;
import dev.orchestration.state.project.ProjectRegistry;
import dev.orchestration.state.record.Records;
import dev.orchestration.store.internal.CacheTable;
import dev.orchestration.store.internal.Connections;
import dev.orchestration.store.internal.ProjectTable;
import dev.orchestration.store.internal.Readers;
import dev.orchestration.store.internal.RecordTable;
import dev.orchestration.store.internal.TableArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** A SQLite store whose owner this process is. Thread-safe apart from its journal. */
final class OwnedStore implements Store {
    private final SqliteFile file;
    private final Clock clock;
    private final OwnerTable.Taken taken;
    private final SqliteJournal journal;
    private final Readers readers;
    private final CommandBox commands;

    @GuardedBy("this")
    private final OwnerLock lock;

    @GuardedBy("this")
    private boolean givenUp;

    @GuardedBy("this")
    private boolean closed;

    private OwnedStore(SqliteFile file, Clock clock, OwnerLock lock, OwnerTable.Taken taken, SqliteJournal journal) {
        this.file = file;
        this.clock = clock;
        this.lock = lock;
        this.taken = taken;
        this.journal = journal;
        this.readers = new Readers(file);
        this.commands = new CommandFolder(file.path());
    }

    /**
     * Takes the lock, then ownership.
     *
     * @throws OrchestrationException {@code STORE_OWNED} naming the holder, or {@code STORE_UNAVAILABLE}
     */
    static OwnedStore open(SqliteFile file, Durability durability, Clock clock, String uuid) {
        refuseForeign(file);
        OwnerLock lock = OwnerLock.take(file.path());
        if (lock == null) {
            throw new OrchestrationException(ErrorCode.STORE_OWNED, held(file));
        }
        boolean opened = false;
        try {
            OwnedStore store = open(file, durability, clock, uuid, lock);
            opened = true;
            return store;
        } finally {
            if (!opened) {
                lock.close();
            }
        }
    }

    private static OwnedStore open(SqliteFile file, Durability durability, Clock clock, String uuid, OwnerLock lock) {
        createLogs(file);
        Connection writer = file.writer(durability);
        boolean opened = false;
        try {
            new Schema(file.path()).migrate(writer, clock);
            OwnerTable.Taken taken = OwnerTable.take(writer, ProcessIdentity.current(), uuid, clock.micros());
            SqliteJournal journal = new SqliteJournal(file, writer, taken.owner());
            opened = true;
            return new OwnedStore(file, clock, lock, taken, journal);
        } catch (SQLException e) {
            throw SqlFault.of(file.path(), "become the owner of", e);
        } finally {
            if (!opened) {
                Connections.closeQuietly(writer);
            }
        }
    }

    /** Before anything is created beside it or changed in it: a newer store, or a database of something else. */
    private static void refuseForeign(SqliteFile file) {
        if (!file.isEmpty()) {
            try (Readers readers = new Readers(file)) {
                readers.read(new Schema(file.path())::check);
            }
        }
    }

    private static void createLogs(SqliteFile file) {
        try {
            Files.createDirectories(file.logs());
        } catch (IOException e) {
            throw SqlFault.of(file.path(), "create the log folder of", e.toString(), e);
        }
    }

    /** The lock is never read, so who holds it is what the table says. */
    private static String held(SqliteFile file) {
        String who = lastOwner(file)
                .filter(owner -> owner.endedAt() == null)
                .map(owner -> "process " + owner.pid() + " on " + owner.host() + " since " + Times.iso(owner.since()))
                .orElse("another process that is just opening or closing it");
        return "the store " + file.path() + " is owned by " + who
                + "; wait until it ends or end it, looking at the store is possible meanwhile";
    }

    /** Who owns the store, or owned it last; empty if there is none yet, or it cannot be read. */
    static Optional<Owner> lastOwner(SqliteFile file) {
        try (Readers readers = new Readers(file)) {
            return new TableArchive(readers, OwnerTable::last, file.outputs()).lastOwner();
        } catch (OrchestrationException e) {
            // A holder that has only just created the file: the refusal matters more than the name.
            return Optional.empty();
        }
    }

    @Override
    public Journal journal() {
        return journal;
    }

    /** The journal, with what the store's upkeep needs of it. */
    SqliteJournal writer() {
        return journal;
    }

    Readers readers() {
        return readers;
    }

    SqliteFile file() {
        return file;
    }

    @Override
    public Archive archive() {
        return new TableArchive(readers, OwnerTable::last, file.outputs());
    }

    @Override
    public Outputs outputs() {
        return file.outputs();
    }

    @Override
    public OutputCache cache() {
        return key -> readers.read(connection -> CacheTable.find(connection, key, file.outputs()))
                .filter(found -> !(found.output() instanceof LargeOutput large) || large.hold());
    }

    @Override
    public List<Owner> fallenOwners() {
        return taken.fallen();
    }

    @Override
    public Owner owner() {
        return taken.owner();
    }

    @Override
    public CommandBox commands() {
        return commands;
    }

    @Override
    public ProjectRegistry projects() {
        return new ProjectTable(readers, () -> file.writer(Durability.DURABLE), file);
    }

    @Override
    public Records records() {
        return new RecordTable(readers, () -> file.writer(Durability.DURABLE), file);
    }

    @Override
    public Removed removeEnded(long endedBefore, OwnerAtWork owner) {
        Pruned pruned = new Pruning(this, clock, Pruning.Manner.beside(owner)).prune(endedBefore);
        FileTotal outputs = pruned.outputs();
        return new Removed(pruned.executions(), pruned.commits(), outputs.files(), outputs.bytes(), pruned.logs());
    }

    @Override
    public Path logs() {
        return file.logs();
    }

    @Override
    public String name() {
        return file.path().toString();
    }

    @Override
    public synchronized void giveUp() {
        if (!givenUp) {
            givenUp = true;
            journal.close(clock.micros());
            lock.close();
        }
    }

    /** Readers first, so that the writer is the last to close and leaves one file. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            readers.close();
            giveUp();
        }
    }
}
