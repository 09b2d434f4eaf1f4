package dev.orchestration.store.postgres;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.state.journal.Store;
import dev.orchestration.store.internal.Connections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** Opens stores in PostgreSQL databases. */
public final class PostgresStores {
    private PostgresStores() {}

    /**
     * Opens the store as its owner; creates its tables where there are none.
     *
     * @param self this process; the epoch does not count
     * @throws OrchestrationException {@code STORE_OWNED} if somebody else owns it; {@code STORE_UNAVAILABLE} if it cannot be
     *     reached or used, or the driver is missing
     */
    public static Store own(PostgresAddress address, PostgresSetting setting, Owner self) {
        return own(new PostgresConnections(address, PostgresDriver.REAL, setting.durable()), setting, self);
    }

    static Store own(PostgresConnections connections, PostgresSetting setting, Owner self) {
        createLogs(connections, setting.logs());
        try {
            Connection connection = connections.writer();
            PostgresWriter writer = null;
            try {
                new PostgresSchema(connections.address()).migrate(connection, setting.clock());
                Taking taking = new Taking(connection, connections.name(), setting, self);
                PostgresOwners.Taken taken = taking.take();
                writer = new PostgresWriter(connections, connection, taken.owner());
                return owned(connections, setting, taken, new PostgresJournal.Begin(writer, taking.asked()));
            } finally {
                if (writer == null) {
                    Connections.closeQuietly(connection);
                }
            }
        } catch (SQLException e) {
            throw connections.fault("become the owner of", e);
        }
    }

    private static Store owned(
            PostgresConnections connections,
            PostgresSetting setting,
            PostgresOwners.Taken taken,
            PostgresJournal.Begin begin) {
        PostgresJournal journal = new PostgresJournal(connections, taken.owner(), setting.clock(), begin);
        Runnable endBeat = setting.pulse().begin(journal::beat);
        Runnable endWatch = setting.pulse().begin(journal::watch);
        Runnable endPulse = () -> {
            endBeat.run();
            endWatch.run();
        };
        return new PostgresStore(connections, setting, new PostgresStore.Ownership(journal, taken, endPulse));
    }

    private static void createLogs(PostgresConnections connections, Path logs) {
        try {
            Files.createDirectories(logs);
        } catch (IOException e) {
            throw new OrchestrationException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "cannot create the log folder " + logs + " of the store " + connections.name() + ": " + e,
                    e);
        }
    }

    /**
     * Opens the store to look: nothing is changed, and {@link Store#journal} and {@link Store#owner} are refused with {@code
     * WRONG_STATE}.
     *
     * @throws OrchestrationException ({@code STORE_UNAVAILABLE}) if it cannot be reached, or has nothing that this version
     *     can read
     */
    public static Store look(PostgresAddress address, PostgresSetting setting) {
        PostgresStore store = new PostgresStore(new PostgresConnections(address, PostgresDriver.REAL), setting, null);
        boolean readable = false;
        try {
            store.readers().read(connection -> {
                new PostgresSchema(address).checkReadable(connection);
                return true;
            });
            readable = true;
            return store;
        } finally {
            if (!readable) {
                store.close();
            }
        }
    }
}
