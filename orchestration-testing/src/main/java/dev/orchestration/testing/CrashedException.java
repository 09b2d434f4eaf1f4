package dev.orchestration.testing;

/** The engine has died, as the test wanted; whoever plays on needs another life. */
final class CrashedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CrashedException() {
        super("the engine has died, as the test wanted");
    }
}
