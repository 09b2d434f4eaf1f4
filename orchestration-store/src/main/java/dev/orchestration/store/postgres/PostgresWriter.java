package dev.orchestration.store.postgres;

import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.state.journal.StoredDefinition;
import dev.orchestration.store.internal.Connections;
import dev.orchestration.store.internal.Entry;
import dev.orchestration.store.internal.JournalPages;
import dev.orchestration.store.internal.LiveExecutions;
import dev.orchestration.store.internal.RareTables;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/**
 * The one connection that writes, for as long as it holds. Whatever it writes begins with the heartbeat of the owner's row,
 * which is the fence. Guarded by the journal that has it.
 */
final class PostgresWriter {
    /** The heartbeat and the rows in one statement, so in one way to the server and back; no row where it is fenced. */
    private static final String FENCED =
            "with mine as (update owner set heartbeat_at = clock_timestamp() where epoch = ?"
                    + " and" + PostgresOwners.MAY_WRITE + "returning epoch)"
                    + " insert into journal (execution, commit_no, first_seq, epoch, events)";

    private static final String ONE = FENCED + " select ?, ?, ?, epoch, cast(? as json) from mine";
    private static final String MANY =
            FENCED + " select execution, commit_no, first_seq, epoch, cast(events as json) from mine,"
                    + " unnest(?, ?, ?, ?) as fact (execution, commit_no, first_seq, events)";

    private final Connection connection;
    private final Owner owner;
    private final LiveExecutions live;
    private final RareTables rare;
    private final PreparedStatement heartbeat;
    private final PreparedStatement one;
    private final PreparedStatement many;

    PostgresWriter(PostgresConnections connections, Connection connection, Owner owner) throws SQLException {
        this.connection = connection;
        this.owner = owner;
        this.live = new LiveExecutions(connection);
        this.rare = new RareTables(connection, live, new PostgresOutputs(connections), PostgresWriter::storable);
        this.heartbeat = PostgresOwners.heartbeat(connection);
        this.one = connection.prepareStatement(ONE);
        this.many = connection.prepareStatement(MANY);
    }

    static PostgresWriter open(PostgresConnections connections, Owner owner) throws SQLException {
        Connection connection = connections.writer();
        PostgresWriter writer = null;
        try {
            writer = new PostgresWriter(connections, connection, owner);
            return writer;
        } finally {
            if (writer == null) {
                Connections.closeQuietly(connection);
            }
        }
    }

    /** A text of PostgreSQL cannot hold NUL. What events say of it is JSON, where it is escaped. */
    private static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }

    LiveExecutions live() {
        return live;
    }

    /** As {@link RareTables#prepare}. */
    List<Entry> prepare(List<Commit> commits) throws SQLException {
        boolean prepared = false;
        try {
            List<Entry> entries = rare.prepare(commits);
            prepared = true;
            return entries;
        } finally {
            if (!prepared) {
                live.forget();
            }
        }
    }

    /** Whether commits of one batch are recorded by this owner. */
    boolean holds(List<Commit> commits) throws SQLException {
        return JournalPages.hasAnyOf(connection, commits, owner.epoch());
    }

    /** Says that the owner lives; false if it may not write any more. */
    boolean beat() throws SQLException {
        heartbeat.setLong(1, owner.epoch());
        return heartbeat.executeUpdate() == 1;
    }

    /** Records all or nothing; false, and nothing, if the owner may not write any more. */
    boolean write(List<Entry> entries, List<StoredDefinition> definitions) throws SQLException {
        if (definitions.isEmpty() && entries.stream().allMatch(Entry::isRowAlone)) {
            return insertRows(entries);
        }
        connection.setAutoCommit(false);
        boolean committed = false;
        try {
            boolean mine = entries.isEmpty() ? beat() : insertRows(entries);
            if (mine) {
                rare.write(entries, definitions);
                connection.commit();
                committed = true;
            }
            return mine;
        } finally {
            endTransaction(connection, committed);
        }
    }

    /** After this each statement is a transaction again; what was not committed is undone. */
    static void endTransaction(Connection connection, boolean committed) {
        try {
            if (!committed) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            // The connection is lost, and with it the transaction; its next use tells, if the error on its way does
            // not.
        }
    }

    private boolean insertRows(List<Entry> entries) throws SQLException {
        if (entries.size() == 1) {
            Entry entry = entries.get(0);
            one.setLong(1, owner.epoch());
            one.setString(2, entry.commit().execution().value());
            one.setLong(3, entry.commit().number());
            one.setLong(4, entry.commit().firstSeq());
            one.setString(5, entry.events());
            return one.executeUpdate() == 1;
        }
        many.setLong(1, owner.epoch());
        setColumn(2, "text", entries, entry -> entry.commit().execution().value());
        setColumn(3, "int8", entries, entry -> entry.commit().number());
        setColumn(4, "int8", entries, entry -> entry.commit().firstSeq());
        setColumn(5, "text", entries, Entry::events);
        return many.executeUpdate() == entries.size();
    }

    private void setColumn(int parameter, String type, List<Entry> entries, Function<Entry, Object> value)
            throws SQLException {
        Array column =
                connection.createArrayOf(type, entries.stream().map(value).toArray());
        many.setArray(parameter, column);
        column.free();
    }

    /** Marks the end of the ownership. */
    void end(long now) throws SQLException {
        PostgresOwners.end(connection, owner, now);
    }

    /** Cuts the connection under whoever uses it at the moment; any thread may do so. */
    void cut() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // There is nothing left to cut.
        }
    }

    void close() {
        Connections.closeQuietly(connection);
    }
}
