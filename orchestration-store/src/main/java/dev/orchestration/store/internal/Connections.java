package dev.orchestration.store.internal;

import dev.orchestration.state.OrchestrationException;
import java.sql.Connection;
import java.sql.SQLException;

/** A database as those see it who only ask. Thread-safe. */
public interface Connections {
    /**
     * A new connection that cannot write and never holds up the writer.
     *
     * @throws OrchestrationException ({@code STORE_UNAVAILABLE}) if there is none to be had
     */
    Connection reader();

    /** What people call the store; holds no secret. */
    String name();

    /**
     * What an error of the database means for the person who has to mend it.
     *
     * @param what what was being done, as in "cannot {what} the store"
     */
    OrchestrationException fault(String what, SQLException cause);

    /** As {@link #fault}, where something was to be written: a full disk and a lock have codes of their own. */
    OrchestrationException recordingFault(SQLException cause);

    /** Whether a connection that has lain idle can be used again. */
    default boolean isUsable(Connection idle) {
        return true;
    }

    /** Whether what was asked failed only because the connection is gone, so that another one may answer. */
    default boolean isLost(SQLException cause) {
        return false;
    }

    /** A query is over: what it still holds in the database is let go. */
    default void settle(Connection connection) throws SQLException {}

    /** For connections and statements, on paths on which an error is on its way already. */
    static void closeQuietly(AutoCloseable connection) {
        try {
            connection.close();
        } catch (Exception e) { // of the driver, in all cases an SQLException
            // The error that made us close says more.
        }
    }
}
