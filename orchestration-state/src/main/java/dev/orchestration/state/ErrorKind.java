package dev.orchestration.state;

import java.util.Locale;

/** What sort of fault an error is. Exit code, retry rule and metric tag all read this one value. */
public enum ErrorKind {
    /** The input is wrong: a definition, a parameter, a name. Trying again cannot help, so it is never retried. */
    USER,
    /** A resource of this machine or engine is missing or exhausted. */
    RESOURCE,
    /** Something outside failed; also a process that ended with a non-zero exit code. */
    EXTERNAL,
    /** The work took longer than its limit. */
    TIMEOUT,
    /** Somebody asked for the work to end. */
    CANCELLED,
    /** The engine itself is at fault. */
    INTERNAL;

    /** The lower-case name used in events, JSON and definitions. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads the lower-case name.
     *
     * @throws IllegalArgumentException naming the legal values
     */
    public static ErrorKind of(String wire) {
        return Wire.parse(ErrorKind.class, wire);
    }
}
