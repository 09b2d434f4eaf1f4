package dev.orchestration.store.internal;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.journal.Commit;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Which execution was asked for under which request key. Guarded by the journal that has it. */
public final class RequestTable {
    private final PreparedStatement insert;

    public RequestTable(Connection connection) throws SQLException {
        this.insert = connection.prepareStatement("insert into requests (key, execution) values (?, ?)");
    }

    /**
     * Within the caller's transaction.
     *
     * @throws SQLException also if the key is that of another execution
     */
    public void insert(Commit commit) throws SQLException {
        String key = commit.requestKey();
        if (key != null) {
            insert.setString(1, key);
            insert.setString(2, commit.execution().value());
            insert.executeUpdate();
        }
    }

    public static Optional<ExecutionId> find(Connection connection, String key) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select execution from requests where key = ?")) {
            query.setString(1, key);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(new ExecutionId(row.getString(1))) : Optional.empty();
            }
        }
    }
}
