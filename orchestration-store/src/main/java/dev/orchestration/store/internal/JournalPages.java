package dev.orchestration.store.internal;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.LargeOutput;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.EventCodec;
import dev.orchestration.state.journal.Commit;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The rows of the journal, a page at a time: no transaction is open while somebody looks at a page, however long that takes,
 * because an open one keeps the write-ahead log from being used again. Nothing is missed, as rows never change.
 */
public final class JournalPages {
    private static final int ROWS = 500;
    private static final int ENOUGH_CHARACTERS = 1 << 20;

    private final LargeOutput.Source outputs;

    public JournalPages(LargeOutput.Source outputs) {
        this.outputs = outputs;
    }

    public static long lastCommit(Connection connection, ExecutionId id) throws SQLException {
        return number(connection, "select max(commit_no) from journal where execution = ?", id)
                .orElse(0);
    }

    static OptionalLong lastEpoch(Connection connection, ExecutionId id) throws SQLException {
        return number(connection, "select epoch from journal where execution = ? order by commit_no desc limit 1", id);
    }

    /** Whether a batch of these commits was recorded in this epoch: all of them are then, so the first one tells. */
    public static boolean hasAnyOf(Connection connection, List<Commit> commits, long epoch) throws SQLException {
        if (commits.isEmpty()) {
            return false;
        }
        try (PreparedStatement query = connection.prepareStatement(
                "select 1 from journal where execution = ? and commit_no = ? and epoch = ?")) {
            query.setString(1, commits.get(0).execution().value());
            query.setLong(2, commits.get(0).number());
            query.setLong(3, epoch);
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    private static OptionalLong number(Connection connection, String sql, ExecutionId id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, id.value());
            try (ResultSet row = query.executeQuery()) {
                boolean there = row.next() && row.getObject(1) != null;
                return there ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    /** The next commits of an execution, from {@code after} exclusive to {@code last} inclusive; none if that is all. */
    public List<Commit> page(Connection connection, ExecutionId id, long after, long last) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select commit_no, first_seq, events from journal"
                + " where execution = ? and commit_no > ? and commit_no <= ? order by commit_no limit " + ROWS)) {
            query.setString(1, id.value());
            query.setLong(2, after);
            query.setLong(3, last);
            List<Commit> commits = new ArrayList<>();
            int characters = 0;
            try (ResultSet row = query.executeQuery()) {
                while (characters < ENOUGH_CHARACTERS && row.next()) {
                    String json = row.getString(3);
                    characters += json.length();
                    commits.add(commit(id, row.getLong(1), row.getLong(2), json));
                }
            }
            return commits;
        }
    }

    private Commit commit(ExecutionId id, long number, long firstSeq, String json) {
        try {
            List<Event> events = EventCodec.decode(json, outputs);
            return new Commit(id, number, firstSeq, events);
        } catch (OrchestrationException e) {
            throw new OrchestrationException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "commit " + number + " of execution " + id + " cannot be read: " + e.getMessage(),
                    e);
        }
    }
}
