package dev.orchestration.store.postgres;

import java.util.ArrayList;
import java.util.List;

/** A pulse that beats when a test says so. */
final class HandPulse implements Pulse {
    private final List<Runnable> beats = new ArrayList<>();
    private boolean ended;

    @Override
    public Runnable begin(Runnable what) {
        beats.add(what);
        return () -> ended = true;
    }

    void beat() {
        beats.forEach(Runnable::run);
    }

    /** Only that which was begun last beats: the others may hang. */
    void beatLast() {
        beats.get(beats.size() - 1).run();
    }

    boolean ended() {
        return ended;
    }
}
