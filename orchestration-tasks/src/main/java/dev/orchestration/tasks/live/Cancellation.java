package dev.orchestration.tasks.live;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The request to end one attempt: interrupts its thread, but never after the attempt is over, and calls its hooks, each
 * once. Thread-safe.
 */
final class Cancellation {
    private static final Logger LOG = LoggerFactory.getLogger(Cancellation.class);

    private final Executor hookRunner;

    @GuardedBy("this")
    private final List<Runnable> hooks = new ArrayList<>();

    @GuardedBy("this")
    private @Nullable Thread runner;

    private volatile boolean asked;

    /** @param hookRunner runs hooks, which are foreign code and may block */
    Cancellation(Executor hookRunner) {
        this.hookRunner = hookRunner;
    }

    /** The attempt begins on {@code thread}; says false if it was asked to end before. */
    synchronized boolean begin(Thread thread) {
        if (asked) {
            return false;
        }
        runner = thread;
        return true;
    }

    /** The attempt is over: a late request does not interrupt whatever the thread does next. */
    synchronized void finish() {
        runner = null;
        Thread.interrupted();
    }

    synchronized void ask() {
        if (asked) {
            return;
        }
        asked = true;
        hooks.forEach(this::call);
        hooks.clear();
        if (runner != null) {
            runner.interrupt();
        }
    }

    boolean asked() {
        return asked;
    }

    synchronized void onAsk(Runnable hook) {
        if (asked) {
            call(hook);
        } else {
            hooks.add(hook);
        }
    }

    private void call(Runnable hook) {
        hookRunner.execute(() -> {
            try {
                hook.run();
            } catch (Throwable e) { // foreign code; what it was to end is ended by other means
                LOG.warn("a hook of a cancelled attempt failed", e);
            }
        });
    }
}
