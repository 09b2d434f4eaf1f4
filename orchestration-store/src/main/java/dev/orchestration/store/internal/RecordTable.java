package dev.orchestration.store.internal;

import dev.orchestration.state.Times;
import dev.orchestration.state.record.KindStamp;
import dev.orchestration.state.record.RecordRow;
import dev.orchestration.state.record.Records;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rows of {@link Records} in a table of the store. What writes is a transaction on a connection of its own that begins
 * with the count of all writes, so that writers take turns; no ownership is needed, and the journal is not touched.
 * Thread-safe.
 */
public final class RecordTable implements Records {
    private static final String SELECT = "select kind, key, json, revision, updated_at from records where kind = ?";

    /** An index answers it. */
    public static final String STAMP = "select count(*), coalesce(max(revision), 0) from records where kind = ?";

    /** One write; says how many rows it changed. */
    @FunctionalInterface
    private interface Change {
        int by(Connection connection, long revision) throws SQLException;
    }

    private final Readers readers;
    private final ProjectTable.Writers writers;
    private final Connections database;

    public RecordTable(Readers readers, ProjectTable.Writers writers, Connections database) {
        this.readers = readers;
        this.writers = writers;
        this.database = database;
    }

    @Override
    public Optional<RecordRow> find(String kind, String key) {
        return readers.read(connection ->
                rows(connection, SELECT + " and key = ?", kind, key).stream().findFirst());
    }

    @Override
    public List<RecordRow> all(String kind) {
        return readers.read(connection -> rows(connection, SELECT + " order by key", kind));
    }

    private static List<RecordRow> rows(Connection connection, String sql, String... values) throws SQLException {
        List<RecordRow> rows = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                query.setString(i + 1, values[i]);
            }
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    rows.add(new RecordRow(
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            row.getLong(4),
                            Times.micros(row.getString(5))));
                }
            }
        }
        return rows;
    }

    @Override
    public long revision() {
        return readers.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select writes from record_writes")) {
                return row.next() ? row.getLong(1) : 0L;
            }
        });
    }

    @Override
    public KindStamp stamp(String kind) {
        return readers.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement(STAMP)) {
                query.setString(1, kind);
                try (ResultSet row = query.executeQuery()) {
                    return row.next() ? new KindStamp(row.getLong(1), row.getLong(2)) : new KindStamp(0, 0);
                }
            }
        });
    }

    @Override
    public boolean add(String kind, String key, String json, long at) {
        return change((connection, revision) -> update(
                connection,
                "insert into records (json, revision, updated_at, kind, key) values (?, ?, ?, ?, ?) on conflict do"
                        + " nothing",
                json,
                revision,
                Times.iso(at),
                kind,
                key));
    }

    @Override
    public boolean replace(RecordRow before, String json, long at) {
        return change((connection, revision) -> update(
                connection,
                "update records set json = ?, revision = ?, updated_at = ? where kind = ? and key = ? and revision = ?",
                json,
                revision,
                Times.iso(at),
                before.kind(),
                before.key(),
                before.revision()));
    }

    @Override
    public boolean remove(RecordRow row) {
        return change((connection, revision) -> remove(connection, row));
    }

    @Override
    public int removeAll(List<RecordRow> rows) {
        return rows.isEmpty()
                ? 0
                : changes((connection, revision) -> {
                    int removed = 0;
                    for (RecordRow row : rows) {
                        removed += remove(connection, row);
                    }
                    return removed;
                });
    }

    private static int remove(Connection connection, RecordRow row) throws SQLException {
        return update(
                connection,
                "delete from records where kind = ? and key = ? and revision = ?",
                row.kind(),
                row.key(),
                row.revision());
    }

    private static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }

    private boolean change(Change change) {
        return changes(change) == 1;
    }

    private int changes(Change change) {
        try (Connection connection = writers.open()) {
            connection.setAutoCommit(false);
            try {
                int changed = change.by(connection, nextRevision(connection));
                end(connection, changed > 0);
                return changed;
            } catch (SQLException e) {
                rollBack(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw database.recordingFault(e);
        }
    }

    private static void end(Connection connection, boolean changed) throws SQLException {
        if (changed) {
            connection.commit();
        } else {
            connection.rollback();
        }
    }

    /** A full disk, for one, has ended the transaction already; that nothing is left to end is no news then. */
    private static void rollBack(Connection connection, SQLException why) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            why.addSuppressed(e);
        }
    }

    private static long nextRevision(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("update record_writes set writes = writes + 1");
            try (ResultSet row = statement.executeQuery("select writes from record_writes")) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
