package dev.orchestration.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What has to be ended when the engine ends: only what was really built, last built first. One caller ends it, others wait
 * until that is done; a part that is built after the end is ended at once. Thread-safe.
 */
final class Lifetime {
    @GuardedBy("this")
    private final Deque<Consumer<String>> endings = new ArrayDeque<>();

    @GuardedBy("this")
    private @Nullable String ended;

    private final CompletableFuture<Void> done = new CompletableFuture<>();

    /**
     * Says how a part that was just built is ended.
     *
     * @param ending takes the reason
     * @throws OrchestrationException ({@code CLOSED}) if the engine has ended meanwhile; the part is ended then
     */
    void onEnd(Consumer<String> ending) {
        String reason;
        synchronized (this) {
            if (ended == null) {
                endings.push(ending);
                return;
            }
            reason = ended;
        }
        ending.accept(reason);
        throw closed();
    }

    /** @throws OrchestrationException ({@code CLOSED}) if the engine has ended */
    synchronized void check() {
        if (ended != null) {
            throw closed();
        }
    }

    private static OrchestrationException closed() {
        return new OrchestrationException(
                ErrorCode.CLOSED, "the engine is closed; build another one on the same store");
    }

    /** Ends everything. An ending that fails does not keep the others from being run; the first failure is thrown. */
    void end(String reason) {
        if (!first(reason)) {
            done.join();
            return;
        }
        // An ending waits for the loop; an interrupt must not leave the store locked behind it.
        boolean interrupted = Thread.interrupted();
        RuntimeException failure = null;
        for (Consumer<String> next = next(); next != null; next = next()) {
            try {
                next.accept(reason);
            } catch (RuntimeException e) {
                failure = failure == null ? e : suppressed(failure, e);
            }
            interrupted |= Thread.interrupted();
        }
        done.complete(null);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static RuntimeException suppressed(RuntimeException first, RuntimeException further) {
        first.addSuppressed(further);
        return first;
    }

    private synchronized boolean first(String reason) {
        boolean first = ended == null;
        ended = first ? reason : ended;
        return first;
    }

    private synchronized @Nullable Consumer<String> next() {
        return endings.poll();
    }
}
