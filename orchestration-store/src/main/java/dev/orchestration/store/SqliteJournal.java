package dev.orchestration.store;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.Batch;
import dev.orchestration.state.journal.Journal;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.state.journal.StoredDefinition;
import dev.orchestration.store.internal.Connections;
import dev.orchestration.store.internal.Entry;
import dev.orchestration.store.internal.JournalPages;
import dev.orchestration.store.internal.LiveExecutions;
import dev.orchestration.store.internal.RareTables;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Records batches on the one connection that writes. One thread appends; the lock is for another thread that closes it or
 * does upkeep, which must not fall into the middle of a transaction.
 */
final class SqliteJournal implements Journal {
    /** Inserts nothing where another owner has taken over: the whole fence in the statement that is executed anyway. */
    private static final String INSERT = "insert into journal (execution, commit_no, first_seq, epoch, events)"
            + " select ?1, ?2, ?3, ?4, ?5 where ?4 = (select max(epoch) from owner)";

    /** SQLite's code for a statement that makes no sense: here, that there is nothing to roll back. */
    private static final int NO_TRANSACTION = 1;

    private final SqliteFile store;
    private final Path file;
    private final Owner owner;
    private final Connection connection;

    @GuardedBy("this")
    private Statements on;

    /** Whether a statement has failed. */
    @GuardedBy("this")
    private boolean worn;

    @GuardedBy("this")
    private boolean closed;

    SqliteJournal(SqliteFile store, Connection connection, Owner owner) throws SQLException {
        this.store = store;
        this.file = store.path();
        this.owner = owner;
        this.connection = connection;
        this.on = new Statements(store, connection, owner);
    }

    /** What is prepared once on the connection. */
    private static final class Statements {
        private final LiveExecutions live;
        private final OwnerTransaction transaction;
        private final PreparedStatement insert;
        private final RareTables rare;

        Statements(SqliteFile store, Connection connection, Owner owner) throws SQLException {
            live = new LiveExecutions(connection);
            transaction = new OwnerTransaction(store.path(), connection, owner);
            insert = connection.prepareStatement(INSERT);
            rare = new RareTables(connection, live, store.outputs(), UnaryOperator.identity());
        }

        void close() {
            live.close();
            transaction.close();
            Connections.closeQuietly(insert);
            rare.close();
        }
    }

    @Override
    public synchronized void append(Batch batch) {
        requireOpen();
        boolean recorded = false;
        try {
            mend();
            List<Entry> entries = on.rare.prepare(batch.commits());
            write(entries, batch.definitions());
            recorded = true;
            entries.forEach(entry -> on.live.committed(entry.commit(), entry.changed()));
        } catch (SQLException e) {
            throw SqlFault.ofRecording(file, e);
        } finally {
            worn = !recorded;
        }
    }

    @Override
    public synchronized boolean holds(Batch batch) {
        requireOpen();
        try {
            mend();
            return JournalPages.hasAnyOf(connection, batch.commits(), owner.epoch());
        } catch (SQLException e) {
            throw SqlFault.ofRecording(file, e);
        }
    }

    /**
     * After a failure. What a transaction has left is undone, or what comes next would become a part of it; and the driver closes
     * a statement of which a call has failed, or leaves it in the middle, so all are made anew.
     */
    @GuardedBy("this")
    private void mend() throws SQLException {
        if (!worn) {
            return;
        }
        try (Statement rollback = connection.createStatement()) {
            rollback.executeUpdate("rollback");
        } catch (SQLException e) {
            if ((e.getErrorCode() & 0xff) != NO_TRANSACTION) {
                throw e;
            }
        }
        Statements before = on;
        on = new Statements(store, connection, owner);
        before.close();
        worn = false;
    }

    /** A single row is its own transaction, which saves two calls into the database for each step of a chain. */
    @GuardedBy("this")
    private void write(List<Entry> entries, List<StoredDefinition> definitions) throws SQLException {
        if (entries.size() == 1 && definitions.isEmpty() && entries.get(0).isRowAlone()) {
            bind(on, entries.get(0));
            on.transaction.requireMine(on.insert.executeUpdate() == 1);
        } else if (!entries.isEmpty() || !definitions.isEmpty()) {
            writeTogether(entries, definitions);
        }
    }

    @GuardedBy("this")
    private void writeTogether(List<Entry> entries, List<StoredDefinition> definitions) throws SQLException {
        Statements now = on;
        now.transaction.carryOut(ours -> {
            insertRows(now, entries);
            now.rare.write(entries, definitions);
        });
    }

    private void insertRows(Statements now, List<Entry> entries) throws SQLException {
        if (entries.size() == 1) {
            bind(now, entries.get(0));
            now.insert.executeUpdate();
            return;
        }
        for (Entry entry : entries) {
            bind(now, entry);
            now.insert.addBatch();
        }
        now.insert.executeBatch();
    }

    private void bind(Statements now, Entry entry) throws SQLException {
        now.insert.setString(1, entry.commit().execution().value());
        now.insert.setLong(2, entry.commit().number());
        now.insert.setLong(3, entry.commit().firstSeq());
        now.insert.setLong(4, owner.epoch());
        now.insert.setString(5, entry.events());
    }

    /**
     * Carries out a piece of upkeep in a transaction of its own, between two batches.
     *
     * @param what is done, as in "cannot {what} the store"
     */
    synchronized void between(String what, OwnerTransaction.Work work) {
        upkeep(what, work, true);
    }

    /** Does something beside the database that the next owner must not meet: before this ownership is given up, or not at all. */
    synchronized <T> T whileOpen(Supplier<T> act) {
        requireOpen();
        return act.get();
    }

    /** Carries out upkeep that no transaction may surround, between two batches. */
    synchronized void alone(String what, OwnerTransaction.Work work) {
        upkeep(what, work, false);
    }

    @GuardedBy("this")
    private void upkeep(String what, OwnerTransaction.Work work, boolean together) {
        requireOpen();
        boolean done = false;
        try {
            mend();
            if (together) {
                on.transaction.carryOut(work);
            } else {
                work.on(connection);
            }
            on.live.forget();
            done = true;
        } catch (SQLException e) {
            throw SqlFault.of(file, what, e);
        } finally {
            worn = !done;
        }
    }

    @GuardedBy("this")
    private void requireOpen() {
        if (closed) {
            throw new OrchestrationException(ErrorCode.CLOSED, "the store " + file + " is closed");
        }
    }

    /** Gives ownership up in order. Later appends are refused. */
    synchronized void close(long now) {
        closed = true;
        try {
            OwnerTable.end(connection, owner, now);
        } catch (SQLException e) {
            // The next owner finds this one fallen, which is true: it could not end in order.
        } finally {
            Connections.closeQuietly(connection);
        }
    }
}
