package dev.orchestration.tasks.live;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.tasks.orchestrator.EndReason;
import dev.orchestration.tasks.orchestrator.Workers;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How an attempt begins and ends, and how it is asked to end: its thread is interrupted, but never after the attempt is
 * over, and its hooks are called, each once. Thread-safe.
 *
 * <p>All that may race is a move of one state. An attempt that nobody asked ends by one compare-and-set; one that was asked
 * ends under the lock under which it is asked, so the interrupt is done by then and can be taken back.
 */
abstract class Cancellation implements Workers.Carried {
    private static final Logger LOG = LoggerFactory.getLogger(Cancellation.class);

    private static final int QUEUED = 0;
    private static final int RUNNING = 1;
    private static final int ASKED = 2;
    private static final int ABANDONED = 3;
    private static final int OVER = 4;
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Cancellation.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile int state = QUEUED;
    private volatile boolean asked;
    /** Written before the state says that it runs. */
    private @Nullable Thread runner;

    @GuardedBy("this")
    private @Nullable List<Runnable> hooks;

    /** It was asked to end before it began, and never does; called once. */
    abstract void never(EndReason reason);

    /** It is not waited for any more while it still runs; called once. */
    abstract void leftBehind();

    /** What runs hooks, which are foreign code and may block. */
    abstract Executor hookRunner();

    /** The attempt begins on this thread; says false if it was asked to end before. */
    final boolean begin() {
        runner = Thread.currentThread();
        return STATE.compareAndSet(this, QUEUED, RUNNING);
    }

    /**
     * The attempt is over: a late request does not interrupt whatever the thread does next.
     *
     * @return whether it was waited for until now
     */
    final boolean finish() {
        boolean awaited = STATE.compareAndSet(this, RUNNING, OVER);
        if (!awaited) {
            synchronized (this) {
                awaited = STATE.compareAndSet(this, ASKED, OVER);
            }
        }
        runner = null;
        Thread.interrupted();
        return awaited;
    }

    @Override
    public final boolean hasBegun() {
        return state != QUEUED;
    }

    @Override
    public final void end(EndReason reason) {
        asked = true;
        if (STATE.compareAndSet(this, QUEUED, OVER)) {
            never(reason);
            return;
        }
        synchronized (this) {
            Thread running = runner;
            if (STATE.compareAndSet(this, RUNNING, ASKED) && running != null) {
                callAll();
                running.interrupt();
            }
        }
    }

    @GuardedBy("this")
    private void callAll() {
        if (hooks != null) {
            hooks.forEach(this::call);
            hooks = null;
        }
    }

    @Override
    public final void abandon() {
        boolean ran;
        synchronized (this) {
            ran = STATE.compareAndSet(this, ASKED, ABANDONED) || STATE.compareAndSet(this, RUNNING, ABANDONED);
        }
        if (ran) {
            leftBehind();
        }
    }

    /** Whether it was asked to end. */
    final boolean asked() {
        return asked;
    }

    /** Calls {@code hook} once it is asked to end; at once if it was. */
    final void onAsk(Runnable hook) {
        synchronized (this) {
            if (!asked) {
                hooks = hooks == null ? new ArrayList<>(1) : hooks;
                hooks.add(hook);
                return;
            }
        }
        call(hook);
    }

    private void call(Runnable hook) {
        try {
            hookRunner().execute(() -> guarded(hook));
        } catch (OutOfMemoryError e) { // no more threads; the interrupt, which needs none, still comes
            LOG.warn("no thread could be started for a hook of a cancelled attempt", e);
        }
    }

    private static void guarded(Runnable hook) {
        try {
            hook.run();
        } catch (Throwable e) { // foreign code; what it was to end is ended by other means
            LOG.warn("a hook of a cancelled attempt failed", e);
        }
    }
}
