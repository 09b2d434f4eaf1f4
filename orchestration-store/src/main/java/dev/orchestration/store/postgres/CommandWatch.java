package dev.orchestration.store.postgres;

import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.command.CommandBox;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens, on a connection of its own, for what the server tells of commands, and gives a hint of each. While the
 * connection is lost nobody hears anything; so a hint is also given whenever it is there anew. One thread listens, any closes.
 */
final class CommandWatch implements CommandBox.Watch {
    private static final Logger LOG = LoggerFactory.getLogger(CommandWatch.class);

    /** After so long without a word it is looked whether the connection still holds. */
    private static final int QUIET_MILLIS = (int) TimeUnit.SECONDS.toMillis(10);

    private final PostgresConnections connections;
    private final Runnable hint;
    private final int quietMillis;
    private volatile Runnable end = () -> {};
    private volatile @Nullable Connection listening;
    private volatile boolean closed;

    /** Whether the trouble was told that there is; of the listening thread alone. */
    private boolean told;

    private CommandWatch(PostgresConnections connections, Runnable hint, int quietMillis) {
        this.connections = connections;
        this.hint = hint;
        this.quietMillis = quietMillis;
    }

    /** @param pulse calls again when the connection was lost */
    static CommandWatch begin(PostgresConnections connections, Pulse pulse, Runnable hint) {
        return begin(connections, pulse, hint, QUIET_MILLIS);
    }

    static CommandWatch begin(PostgresConnections connections, Pulse pulse, Runnable hint, int quietMillis) {
        CommandWatch watch = new CommandWatch(connections, hint, quietMillis);
        watch.end = pulse.begin(watch::listen);
        return watch;
    }

    /** Returns when the connection is lost, or this is closed. */
    private void listen() {
        try (Connection connection = connections.listener()) {
            listening = connection;
            subscribe(connection);
            told = false;
            hear(connection);
        } catch (SQLException | OrchestrationException e) {
            if (!closed && !told) {
                told = true;
                LOG.warn(
                        "the server does not tell of new commands before {}, so they are only looked for now and then: {}",
                        connections.name(),
                        e.getMessage());
            }
        }
    }

    private static void subscribe(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            String channel;
            try (ResultSet row = statement.executeQuery("select " + CommandTable.CHANNEL)) {
                row.next();
                channel = row.getString(1);
            }
            statement.execute("listen " + channel);
        }
    }

    private void hear(Connection connection) throws SQLException {
        boolean holds = true;
        while (holds && !closed) {
            hint.run();
            holds = PostgresDriver.isTold(connection, quietMillis) || connections.isUsable(connection);
        }
    }

    @Override
    public void close() {
        closed = true;
        end.run();
        Connection there = listening;
        if (there != null) {
            try {
                there.abort(Runnable::run);
            } catch (SQLException e) {
                // There is nothing left to cut.
            }
        }
    }
}
