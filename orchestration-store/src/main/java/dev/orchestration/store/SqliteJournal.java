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
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Records batches on the one connection that writes. One thread appends; the lock is for a close from another thread,
 * which must not fall into the middle of a transaction.
 */
final class SqliteJournal implements Journal {
    /** Inserts nothing where another owner has taken over: the whole fence in the statement that is executed anyway. */
    private static final String INSERT = "insert into journal (execution, commit_no, first_seq, epoch, events)"
            + " select ?1, ?2, ?3, ?4, ?5 where ?4 = (select max(epoch) from owner)";

    private final Path file;
    private final Owner owner;
    private final Connection connection;
    private final LiveExecutions live;
    private final OwnerTransaction transaction;
    private final PreparedStatement insert;
    private final RareTables rare;

    @GuardedBy("this")
    private boolean closed;

    SqliteJournal(SqliteFile store, Connection connection, Owner owner) throws SQLException {
        this.file = store.path();
        this.owner = owner;
        this.connection = connection;
        this.live = new LiveExecutions(connection);
        this.transaction = new OwnerTransaction(file, connection, owner);
        this.insert = connection.prepareStatement(INSERT);
        this.rare = new RareTables(connection, live, store.outputs(), UnaryOperator.identity());
    }

    @Override
    public synchronized void append(Batch batch) {
        requireOpen();
        boolean recorded = false;
        try {
            transaction.settle();
            List<Entry> entries = rare.prepare(batch.commits());
            write(entries, batch.definitions());
            recorded = true;
            entries.forEach(entry -> live.committed(entry.commit(), entry.changed()));
        } catch (SQLException e) {
            throw SqlFault.ofRecording(file, e);
        } finally {
            if (!recorded) {
                live.forget();
            }
        }
    }

    @Override
    public synchronized boolean holds(Batch batch) {
        requireOpen();
        try {
            transaction.settle();
            return JournalPages.hasAnyOf(connection, batch.commits(), owner.epoch());
        } catch (SQLException e) {
            throw SqlFault.ofRecording(file, e);
        }
    }

    /** A single row is its own transaction, which saves two calls into the database for each step of a chain. */
    private void write(List<Entry> entries, List<StoredDefinition> definitions) throws SQLException {
        if (entries.size() == 1 && definitions.isEmpty() && entries.get(0).isRowAlone()) {
            bind(entries.get(0));
            transaction.requireMine(insert.executeUpdate() == 1);
        } else if (!entries.isEmpty() || !definitions.isEmpty()) {
            writeTogether(entries, definitions);
        }
    }

    private void writeTogether(List<Entry> entries, List<StoredDefinition> definitions) throws SQLException {
        transaction.carryOut(ours -> {
            insertRows(entries);
            rare.write(entries, definitions);
        });
    }

    private void insertRows(List<Entry> entries) throws SQLException {
        if (entries.size() == 1) {
            bind(entries.get(0));
            insert.executeUpdate();
            return;
        }
        for (Entry entry : entries) {
            bind(entry);
            insert.addBatch();
        }
        insert.executeBatch();
    }

    private void bind(Entry entry) throws SQLException {
        insert.setString(1, entry.commit().execution().value());
        insert.setLong(2, entry.commit().number());
        insert.setLong(3, entry.commit().firstSeq());
        insert.setLong(4, owner.epoch());
        insert.setString(5, entry.events());
    }

    /**
     * Carries out a piece of upkeep in a transaction of its own, between two batches.
     *
     * @param what is done, as in "cannot {what} the store"
     */
    synchronized void between(String what, OwnerTransaction.Work work) {
        upkeep(what, ours -> transaction.carryOut(work));
    }

    /** Carries out upkeep that no transaction may surround, between two batches. */
    synchronized void alone(String what, OwnerTransaction.Work work) {
        upkeep(what, work);
    }

    @GuardedBy("this")
    private void upkeep(String what, OwnerTransaction.Work work) {
        requireOpen();
        try {
            transaction.settle();
            work.on(connection);
        } catch (SQLException e) {
            throw SqlFault.of(file, what, e);
        } finally {
            live.forget();
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
