package dev.orchestration.store.internal;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Times;
import dev.orchestration.state.Wire;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.journal.ExecutionRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The table of executions. Newest first means by time of creation, then by order of insertion. */
public final class ExecutionTable {
    public static final String UPSERT = "insert into executions"
            + " (id, workflow, digest, session, directory, status, reason, created_at, started_at, ended_at, parent)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " on conflict (id) do update set status = excluded.status, reason = excluded.reason,"
            + " started_at = excluded.started_at, ended_at = excluded.ended_at";

    /** In two halves, as each has an index. */
    public static final String COUNT =
            "select status, count(*) from executions where ended_at is not null group by status"
                    + " union all select status, count(*) from executions where ended_at is null group by status";

    private static final String NEWEST = " order by created_at desc, seq desc limit ?";

    /**
     * Some executions from the oldest on, and where the next ones begin.
     *
     * @param createdAt of the last one, as it is stored; {@code seq} likewise
     */
    record Page(List<ExecutionRow> rows, String createdAt, long seq) {
        static final Page BEFORE_ALL = new Page(List.of(), "", 0);
    }

    private ExecutionTable() {}

    public static Optional<ExecutionRow> find(Connection connection, ExecutionId id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select * from executions where id = ?")) {
            query.setString(1, id.value());
            return rows(query).stream().findFirst();
        }
    }

    /** The end of the range is the prefix followed by the last character there is. */
    static List<ExecutionRow> byPrefix(Connection connection, String prefix, int limit) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select * from executions where id >= ? and id < ?" + NEWEST)) {
            query.setString(1, prefix);
            query.setString(2, prefix + Character.toString(Character.MAX_CODE_POINT));
            query.setInt(3, limit);
            return rows(query);
        }
    }

    static List<ExecutionRow> newest(Connection connection, int limit) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select * from executions" + NEWEST)) {
            query.setInt(1, limit);
            return rows(query);
        }
    }

    /** The next executions; a page at a time for the same reason as those of {@link JournalPages}. */
    static Page after(Connection connection, Page before) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select * from executions"
                + " where created_at >= ? and (created_at > ? or seq > ?) order by created_at, seq limit 500")) {
            query.setString(1, before.createdAt());
            query.setString(2, before.createdAt());
            query.setLong(3, before.seq());
            List<ExecutionRow> rows = new ArrayList<>();
            Page page = Page.BEFORE_ALL;
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    rows.add(row(row));
                    page = new Page(rows, row.getString("created_at"), row.getLong("seq"));
                }
            }
            return page;
        }
    }

    /** The status is part of the text, so that the index of completed executions can be used. */
    static List<ExecutionRow> newestCompleted(Connection connection, String workflow, int limit) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select * from executions where status = 'completed' and workflow = ?" + NEWEST)) {
            query.setString(1, workflow);
            query.setInt(2, limit);
            return rows(query);
        }
    }

    static List<ExecutionRow> newestEnded(Connection connection, String workflow, int limit) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select * from executions where workflow = ? and ended_at is not null" + NEWEST)) {
            query.setString(1, workflow);
            query.setInt(2, limit);
            return rows(query);
        }
    }

    /** Oldest first; the condition is that of the index of open executions. */
    static List<ExecutionRow> open(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select * from executions where ended_at is null order by created_at, seq")) {
            return rows(query);
        }
    }

    /** Statuses of which there is none are not there. */
    public static Map<WorkflowStatus, Long> countByStatus(Connection connection) throws SQLException {
        Map<WorkflowStatus, Long> counts = new EnumMap<>(WorkflowStatus.class);
        try (PreparedStatement query = connection.prepareStatement(COUNT);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                counts.merge(Wire.parse(WorkflowStatus.class, row.getString(1)), row.getLong(2), Long::sum);
            }
        }
        return counts;
    }

    /** Fills the parameters of {@link #UPSERT}. */
    public static void bind(PreparedStatement upsert, ExecutionRow row, UnaryOperator<String> text)
            throws SQLException {
        @Nullable String reason = row.reason();
        upsert.setString(1, row.id().value());
        upsert.setString(2, text.apply(row.workflow()));
        upsert.setString(3, row.digest());
        upsert.setString(4, text.apply(row.session()));
        upsert.setString(5, text.apply(row.directory()));
        upsert.setString(6, row.status().wire());
        upsert.setString(7, reason == null ? null : text.apply(reason));
        upsert.setString(8, Times.iso(row.createdAt()));
        upsert.setString(9, Times.iso(row.startedAt()));
        upsert.setString(10, Times.iso(row.endedAt()));
        upsert.setString(11, row.parent());
    }

    private static List<ExecutionRow> rows(PreparedStatement query) throws SQLException {
        List<ExecutionRow> rows = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                rows.add(row(row));
            }
        }
        return rows;
    }

    private static ExecutionRow row(ResultSet row) throws SQLException {
        return new ExecutionRow(
                new ExecutionId(row.getString("id")),
                row.getString("workflow"),
                row.getString("digest"),
                row.getString("session"),
                row.getString("directory"),
                Wire.parse(WorkflowStatus.class, row.getString("status")),
                row.getString("reason"),
                Times.micros(row.getString("created_at")),
                micros(row.getString("started_at")),
                micros(row.getString("ended_at")),
                row.getString("parent"));
    }

    private static @Nullable Long micros(@Nullable String iso) {
        return iso == null ? null : (Long) Times.micros(iso);
    }
}
