package dev.orchestration.store.internal;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.ExecutionRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the executions that are being written stand, so that a commit need not ask the database. Forgets an execution that
 * has ended, and everything when a commit has failed. Guarded by the journal that has it.
 */
public final class LiveExecutions {
    /** @param row null for what is no execution: the engine's own stream */
    private record Live(long lastCommit, @Nullable ExecutionRow row) {}

    private final Map<ExecutionId, Live> known = new HashMap<>();
    private final PreparedStatement lastCommit;
    private final Connection connection;

    public LiveExecutions(Connection connection) throws SQLException {
        this.connection = connection;
        this.lastCommit =
                connection.prepareStatement("select coalesce(max(commit_no), 0) from journal where execution = ?");
    }

    /**
     * The execution's row after {@code commit}.
     *
     * @return null if the commit does not change it
     * @throws OrchestrationException ({@code STORE_UNAVAILABLE}) if the commit is not the execution's next
     */
    public @Nullable ExecutionRow changedBy(Commit commit) throws SQLException {
        Live live = find(commit.execution());
        if (commit.number() != live.lastCommit() + 1) {
            throw new OrchestrationException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "commit " + commit.number() + " of " + commit.execution() + " is refused, the next is "
                            + (live.lastCommit() + 1) + "; nothing was recorded, open the store anew");
        }
        ExecutionRow after = ExecutionRow.fold(commit.execution(), live.row(), commit.events());
        return Objects.equals(after, live.row()) ? null : after;
    }

    /**
     * The execution's row after {@code commit}, null for the engine's own stream.
     *
     * @param changed what {@link #changedBy} said
     */
    @Nullable
    ExecutionRow after(Commit commit, @Nullable ExecutionRow changed) throws SQLException {
        return changed == null ? find(commit.execution()).row() : changed;
    }

    /** @param changed what {@link #changedBy} said */
    public void committed(Commit commit, @Nullable ExecutionRow changed) {
        if (changed != null && changed.status().isEnded()) {
            known.remove(commit.execution());
            return;
        }
        known.computeIfPresent(
                commit.execution(), (id, live) -> new Live(commit.number(), changed == null ? live.row() : changed));
    }

    public void close() {
        Connections.closeQuietly(lastCommit);
    }

    public void forget() {
        known.clear();
    }

    private Live find(ExecutionId id) throws SQLException {
        Live live = known.get(id);
        if (live == null) {
            live = load(id);
            known.put(id, live);
        }
        return live;
    }

    private Live load(ExecutionId id) throws SQLException {
        lastCommit.setString(1, id.value());
        try (ResultSet row = lastCommit.executeQuery()) {
            row.next();
            return new Live(row.getLong(1), ExecutionTable.find(connection, id).orElse(null));
        }
    }
}
