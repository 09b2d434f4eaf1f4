package dev.orchestration.store.internal;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.journal.StreamEnd;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Looks into the journal as one stream of events for each execution, and one for the engine itself. */
final class StreamTable {
    private StreamTable() {}

    static StreamEnd end(Connection connection, ExecutionId id) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select commit_no, first_seq - 1 + json_array_length(events) from journal"
                        + " where execution = ? order by commit_no desc limit 1")) {
            query.setString(1, id.value());
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? new StreamEnd(row.getLong(1), row.getLong(2)) : new StreamEnd(0, 0);
            }
        }
    }
}
