package dev.orchestration.store.internal;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.Commit;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which execution was asked for under which request key. Guarded by the journal that has it. */
public final class RequestTable {
    private final Connection connection;
    private final PreparedStatement insert;

    public RequestTable(Connection connection) throws SQLException {
        this.connection = connection;
        this.insert = connection.prepareStatement("insert into requests (key, execution) values (?, ?)");
    }

    /**
     * Looks before anything is written: a database that refuses a row says so also of one that arrived although its
     * connection was lost.
     *
     * @throws OrchestrationException ({@code STORE_UNAVAILABLE}) if a key is that of another execution
     */
    void requireNew(List<Commit> commits) throws SQLException {
        Map<String, ExecutionId> ofTheBatch = new HashMap<>();
        for (Commit commit : commits) {
            String key = commit.requestKey();
            if (key != null) {
                ExecutionId execution = commit.execution();
                ExecutionId before = ofTheBatch.put(key, execution);
                ExecutionId holder = before == null ? find(connection, key).orElse(execution) : before;
                if (!holder.equals(execution)) {
                    throw new OrchestrationException(
                            ErrorCode.STORE_UNAVAILABLE,
                            "the request key of " + execution + " is that of execution " + holder
                                    + "; nothing was recorded");
                }
            }
        }
    }

    /** Within the caller's transaction. */
    public void insert(Commit commit) throws SQLException {
        String key = commit.requestKey();
        if (key != null) {
            insert.setString(1, key);
            insert.setString(2, commit.execution().value());
            insert.executeUpdate();
        }
    }

    public void close() {
        Connections.closeQuietly(insert);
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
