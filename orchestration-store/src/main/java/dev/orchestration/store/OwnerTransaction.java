package dev.orchestration.store;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.store.internal.Connections;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Transactions on the connection that writes, refused where another owner has taken over. Guarded by the journal. */
final class OwnerTransaction {
    /** Statements that belong together. */
    @FunctionalInterface
    interface Work {
        void on(Connection connection) throws SQLException;
    }

    private final Path file;
    private final Owner owner;
    private final Connection connection;
    private final PreparedStatement begin;
    private final PreparedStatement commit;
    private final PreparedStatement rollback;
    private final PreparedStatement epoch;

    OwnerTransaction(Path file, Connection connection, Owner owner) throws SQLException {
        this.file = file;
        this.owner = owner;
        this.connection = connection;
        this.begin = connection.prepareStatement("begin immediate");
        this.commit = connection.prepareStatement("commit");
        this.rollback = connection.prepareStatement("rollback");
        this.epoch = connection.prepareStatement("select max(epoch) from owner");
    }

    /** All of it or nothing. */
    void carryOut(Work work) throws SQLException {
        begin.executeUpdate();
        boolean committed = false;
        try {
            requireMine(ownsEpoch());
            work.on(connection);
            commit.executeUpdate();
            committed = true;
        } finally {
            if (!committed) {
                rollBack();
            }
        }
    }

    private boolean ownsEpoch() throws SQLException {
        try (ResultSet row = epoch.executeQuery()) {
            return row.next() && row.getLong(1) == owner.epoch();
        }
    }

    void requireMine(boolean mine) {
        if (!mine) {
            throw new OrchestrationException(
                    ErrorCode.STORE_FENCED,
                    "another process has taken over the store " + file + " since this one did (epoch " + owner.epoch()
                            + "); nothing was recorded, stop here");
        }
    }

    void close() {
        List.of(begin, commit, rollback, epoch).forEach(Connections::closeQuietly);
    }

    private void rollBack() {
        try {
            rollback.executeUpdate();
        } catch (SQLException e) {
            // SQLite has rolled back by itself after most errors; what made us roll back is on its way.
        }
    }
}
