package dev.orchestration.store.postgres;

import dev.orchestration.state.OrchestrationException;
import dev.orchestration.store.internal.Connections;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** How connections to one database are made: one that writes, and any number that only read. Thread-safe. */
final class PostgresConnections implements Connections {
    /** A statement of the writer that takes longer is given up. Unit: milliseconds. */
    private static final int STATEMENT_MILLIS = 8_000;

    /** Somebody else's lock is waited for so long. Unit: milliseconds. */
    private static final int LOCK_MILLIS = 5_000;

    /** A writer that stops in the middle of a transaction loses its connection then. Unit: milliseconds. */
    private static final int IDLE_MILLIS = 5_000;

    private static final int IDLE_CHECK_SECONDS = 2;

    /** What the server is set to stays, as long as a commit waits for a disk. */
    private static final String WAIT = "; select set_config('synchronous_commit', 'on', false)"
            + " where current_setting('synchronous_commit') = 'off'";

    private final PostgresAddress address;
    private final PostgresDriver driver;
    private final boolean durable;

    PostgresConnections(PostgresAddress address, PostgresDriver driver) {
        this(address, driver, true);
    }

    /** @param durable whether a commit waits until the server's disk has it */
    PostgresConnections(PostgresAddress address, PostgresDriver driver, boolean durable) {
        this.address = address;
        this.driver = driver;
        this.durable = durable;
    }

    PostgresAddress address() {
        return address;
    }

    /**
     * The connection that writes; each statement is a transaction of its own until one is begun. The limits let go of the
     * owner's row what a process that was stopped in the middle of a transaction would hold for ever.
     */
    Connection writer() throws SQLException {
        Connection connection = connect("5", "9", "0");
        boolean ready = false;
        try (Statement statement = connection.createStatement()) {
            statement.execute("set statement_timeout = " + STATEMENT_MILLIS + "; set lock_timeout = " + LOCK_MILLIS
                    + "; set idle_in_transaction_session_timeout = " + IDLE_MILLIS
                    + (durable ? WAIT : "; set synchronous_commit = off"));
            ready = true;
            return connection;
        } finally {
            if (!ready) {
                Connections.closeQuietly(connection);
            }
        }
    }

    /** Rows come by the hundred, which needs a transaction; {@link #settle} ends it. */
    @Override
    public Connection reader() {
        try {
            Connection connection = connect("10", "60", "200");
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            throw fault("open", e);
        }
    }

    /** Hears what the server tells; each statement is a transaction of its own, since between them it hears nothing. */
    Connection listener() throws SQLException {
        return connect("5", "60", "0");
    }

    private Connection connect(String connectSeconds, String socketSeconds, String rows) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "orchestration");
        properties.setProperty("connectTimeout", connectSeconds);
        properties.setProperty("socketTimeout", socketSeconds);
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("defaultRowFetchSize", rows);
        properties.putAll(address.properties());
        // Values of the tables do not belong into messages.
        properties.setProperty("logServerErrorDetail", "false");
        return driver.connect(address.url(), properties);
    }

    @Override
    public boolean isUsable(Connection idle) {
        try {
            return idle.isValid(IDLE_CHECK_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public boolean isLost(SQLException cause) {
        return PostgresFault.isConnectionLost(cause);
    }

    @Override
    public void settle(Connection connection) throws SQLException {
        connection.rollback();
    }

    @Override
    public String name() {
        return address.name();
    }

    /** Why a batch could not be recorded. */
    @Override
    public OrchestrationException recordingFault(SQLException cause) {
        return PostgresFault.ofRecording(address, cause);
    }

    @Override
    public OrchestrationException fault(String what, SQLException cause) {
        return PostgresFault.of(address, what, cause);
    }
}
