package dev.orchestration.tasks.action;

import java.nio.file.Path;

/** The log file of one attempt. Thread-safe. */
public interface AttemptLog {
    /** Appends bytes as they come; past the cap they are counted and dropped, and the log says so at its end. */
    void write(byte[] bytes, int offset, int length);

    /** The last part of what was written, for messages; at most 64 KiB. */
    String tail();

    /** Where the log is; it may not exist while nothing was written. */
    Path path();
}
