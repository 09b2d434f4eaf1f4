package dev.orchestration.store.postgres;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Opens connections. */
@FunctionalInterface
interface PostgresDriver {
    /** The driver itself, which a host may not have; so it is asked for by name. */
    PostgresDriver REAL = PostgresDriver::connectReally;

    Connection connect(String url, Properties properties) throws SQLException;

    private static Connection connectReally(String url, Properties properties) throws SQLException {
        try {
            Driver driver = Class.forName("org.postgresql.Driver")
                    .asSubclass(Driver.class)
                    .getDeclaredConstructor()
                    .newInstance();
            @Nullable Connection connection = driver.connect(url, properties);
            if (connection == null) {
                throw new SQLException("the driver does not know the address", "08001");
            }
            return connection;
        } catch (ReflectiveOperationException e) {
            throw new OrchestrationException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "the PostgreSQL driver is not on the class path: add the dependency org.postgresql:postgresql,"
                            + " version 42.7.14 or newer, to the application",
                    e);
        }
    }

    /**
     * Waits until the server tells something on a channel that is listened to; says whether it did in that time. The
     * driver's own type is asked for by name, too.
     */
    static boolean isTold(Connection connection, int millis) throws SQLException {
        try {
            Class<?> type = Class.forName("org.postgresql.PGConnection");
            Object server = connection.unwrap(type);
            Object told = type.getMethod("getNotifications", int.class).invoke(server, millis);
            return told != null && Array.getLength(told) > 0;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw cause;
            }
            throw new SQLException("the driver does not tell what the server says", e);
        } catch (ReflectiveOperationException e) {
            throw new SQLException("the driver does not tell what the server says", e);
        }
    }
}
