package dev.orchestration.store.postgres;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Says what a database error means for the person who has to mend it. */
final class PostgresFault {
    private PostgresFault() {}

    /** @param what what was being done, as in "cannot {what} the store" */
    static OrchestrationException of(PostgresAddress address, String what, SQLException cause) {
        SQLException first = first(cause);
        return new OrchestrationException(
                ErrorCode.STORE_UNAVAILABLE,
                "cannot " + what + " the store " + address.name() + ": " + remedy(address, first),
                first);
    }

    /** A batch could not be recorded, or perhaps was and nobody came back to say so. */
    static OrchestrationException ofRecording(PostgresAddress address, SQLException cause) {
        SQLException first = first(cause);
        return new OrchestrationException(
                recordingCode(first),
                "cannot record in the store " + address.name() + ": " + remedy(address, first),
                first);
    }

    private static ErrorCode recordingCode(SQLException cause) {
        if (isConnectionLost(cause)) {
            return ErrorCode.STORE_UNREACHABLE;
        }
        return switch (state(cause)) {
            case "53100" -> ErrorCode.STORE_FULL;
            case "53200", "53300", "55P03", "57014", "40001", "40P01" -> ErrorCode.STORE_BUSY;
            case "23505" -> ErrorCode.STORE_UNREACHABLE; // what was under way when the connection was cut has arrived
            default -> ErrorCode.STORE_UNAVAILABLE;
        };
    }

    /** Of a batch the driver repeats the whole statement; what the server said comes next. */
    private static SQLException first(SQLException cause) {
        SQLException next = cause instanceof BatchUpdateException ? cause.getNextException() : null;
        return next == null ? cause : next;
    }

    /** Whether the connection is of no use any more, so that what was under way may have been recorded or not. */
    static boolean isConnectionLost(SQLException cause) {
        String state = state(first(cause));
        return state.startsWith("08") || state.startsWith("57P") || state.equals("25P03");
    }

    private static String state(SQLException cause) {
        @Nullable String state = cause.getSQLState();
        return state == null ? "" : state;
    }

    private static String remedy(PostgresAddress address, SQLException cause) {
        String said = said(cause);
        return switch (state(cause)) {
            case "08001" ->
                "the server cannot be reached (" + said + "); check host and port, and that it runs and takes"
                        + " connections from here";
            case "28P01", "28000", "08004" ->
                "the server does not let in the user " + (address.user() == null ? "of this process" : address.user())
                        + " (" + said + "); name the user in the address or PGUSER, and give the password in"
                        + " PGPASSWORD or ~/.pgpass";
            case "3D000" -> "there is no such database (" + said + "); create it, for example with createdb";
            case "42501" -> "the user may not do this (" + said + "); grant it, or name a schema that the user owns";
            case "25006" -> "the server takes no changes (" + said + "); name the primary, not a standby";
            case "53100" -> "the disk of the server is full; free some space and try again";
            case "53300" -> "the server has no connection left (" + said + "); end some, or raise max_connections";
            case "55P03", "57014" ->
                "the server did not answer in time (" + said + "); look for a session that holds a lock or for a slow"
                        + " disk, and try again";
            case "08003", "08006", "08007", "57P01", "57P02", "57P03", "57P05", "25P03" ->
                "the connection to the server was lost (" + said + "); what was under way may be recorded or not,"
                        + " opening the store again tells";
            default -> said;
        };
    }

    /** In one line. */
    private static String said(SQLException cause) {
        return String.valueOf(cause.getMessage()).replaceAll("\\s*\\R\\s*", "; ");
    }
}
