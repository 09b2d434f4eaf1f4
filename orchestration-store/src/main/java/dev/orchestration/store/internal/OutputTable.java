package dev.orchestration.store.internal;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.LargeOutput;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Commit;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Which execution needs which large output. Guarded by the journal that has it. */
public final class OutputTable {
    private final OutputKeeper keeper;
    private final PreparedStatement insert;

    public OutputTable(Connection connection, OutputKeeper keeper) throws SQLException {
        this.keeper = keeper;
        this.insert = connection.prepareStatement(
                "insert into outputs (execution, digest, bytes) values (?, ?, ?) on conflict do nothing");
    }

    /** Those that the commit names, all of them in this store: one that was made without it is put there now. */
    public List<LargeOutput> in(Commit commit) {
        List<LargeOutput> found = List.of();
        for (Event event : commit.events()) {
            LargeOutput large = event.largeOutput();
            if (large != null) {
                found = found.isEmpty() ? new ArrayList<>() : found;
                found.add(large.source().equals(keeper) ? large : keeper.keep(large.text()));
            }
        }
        return found;
    }

    /** Within the caller's transaction. */
    public void insert(ExecutionId execution, List<LargeOutput> outputs) throws SQLException {
        for (LargeOutput output : outputs) {
            insert.setString(1, execution.value());
            insert.setString(2, output.digest());
            insert.setLong(3, output.bytes());
            insert.addBatch();
        }
        if (!outputs.isEmpty()) {
            insert.executeBatch();
        }
    }

    void close() {
        Connections.closeQuietly(insert);
    }
}
