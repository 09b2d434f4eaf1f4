package dev.orchestration.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** What has to be ended when the engine ends: only what was really built, last built first. Thread-safe. */
final class Lifetime {
    @GuardedBy("this")
    private final Deque<Consumer<String>> endings = new ArrayDeque<>();

    /** @param ending takes the reason */
    synchronized void onEnd(Consumer<String> ending) {
        endings.push(ending);
    }

    void end(String reason) {
        for (Consumer<String> next = next(); next != null; next = next()) {
            next.accept(reason);
        }
    }

    private synchronized Consumer<String> next() {
        return endings.poll();
    }
}
