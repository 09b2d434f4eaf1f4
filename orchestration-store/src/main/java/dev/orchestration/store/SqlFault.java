package dev.orchestration.store;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import java.nio.file.Path;
import java.sql.SQLException;

/** Says what a database error means for the person who has to mend it. */
final class SqlFault {
    /** SQLITE_IOERR_SHMSIZE: even who only looks needs the shared file beside the store. */
    private static final int CANNOT_SHARE = 4_874;

    private SqlFault() {}

    /**
     * @param what what was being done, as in "cannot {what}"
     */
    static OrchestrationException of(Path file, String what, SQLException cause) {
        return of(file, what, remedy(cause), cause);
    }

    /** A batch could not be recorded. Whatever the reason, SQLite has undone what there was of it. */
    static OrchestrationException ofRecording(Path file, SQLException cause) {
        ErrorCode code = switch (cause.getErrorCode() & 0xff) {
            case 5, 6 -> ErrorCode.STORE_BUSY;
            case 13 -> ErrorCode.STORE_FULL;
            default -> ErrorCode.STORE_UNAVAILABLE;
        };
        return new OrchestrationException(code, "cannot record in the store " + file + ": " + remedy(cause), cause);
    }

    static OrchestrationException of(Path file, String what, String why, Throwable cause) {
        return new OrchestrationException(
                ErrorCode.STORE_UNAVAILABLE, "cannot " + what + " the store " + file + ": " + why, cause);
    }

    /** SQLite's primary result code is the low byte of the driver's error code. */
    private static String remedy(SQLException cause) {
        if (cause.getErrorCode() == CANNOT_SHARE) {
            return "there is no room for the file by which programs share the store; free some space on its disk";
        }
        return switch (cause.getErrorCode() & 0xff) {
            case 5, 6 ->
                "another program keeps the database locked; end it (often a database shell with an open transaction)"
                        + " and try again";
            case 8 -> "the file or its folder is read-only; make both writable for this user";
            case 10 -> "the disk reports an error (" + cause.getMessage() + "); check the disk before going on";
            case 11 -> "the file is damaged; keep a copy, run 'PRAGMA integrity_check' on it, or go back to a backup";
            case 13 -> "the disk is full; free some space and try again";
            case 14 ->
                "the file cannot be opened; check that its folder exists and may be read and written by this user";
            case 26 -> "the file is not a SQLite database; name another file";
            default -> String.valueOf(cause.getMessage());
        };
    }
}
