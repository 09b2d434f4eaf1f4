package dev.orchestration.benchmarks.measure;

/** A benchmark cannot be carried out on this machine; the message says what is missing and how to get it. */
public final class MissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MissingException(String message) {
        super(message);
    }
}
