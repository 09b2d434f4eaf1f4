package dev.orchestration.store.postgres;

/** A pulse that beats when a test says so. */
final class HandPulse implements Pulse {
    private Runnable beat = () -> {};
    private boolean ended;

    @Override
    public Runnable begin(Runnable what) {
        beat = what;
        return () -> ended = true;
    }

    void beat() {
        beat.run();
    }

    boolean ended() {
        return ended;
    }
}
