package dev.orchestration.benchmarks.measure;

/** Something that was measured did not do its work rightly, so its time means nothing. */
public final class WrongResultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WrongResultException(String message) {
        super(message);
    }
}
