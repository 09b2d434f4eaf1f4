package dev.orchestration.tasks.live;

import dev.orchestration.state.Clock;
import dev.orchestration.tasks.orchestrator.Drive;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Whoever posts drives: he tries to become the owner of the step, steps, leaves, and looks again. A worker does so until the
 * inbox is empty, but not for ever, as attempts wait for it; anybody else makes one step. What is left to do then, and what
 * is due by the clock, is done by a guard: a thread that is parked otherwise.
 *
 * <p>Why no message is left lying: who posts does so first and tries for the ownership after; the owner gives it up first
 * and looks at the inbox after. Whichever comes second sees the other. Who leaves with messages there calls the guard.
 */
final class DirectDrive implements Drive, Watch {
    /** How many steps a worker makes in a row before it goes back to its attempts. */
    private static final int STEPS_OF_A_WORKER = 1_024;

    private static final int STEPS_OF_A_CALLER = 1;

    /** How long attempts may lie there unclaimed before somebody more is woken for them. Unit: nanoseconds. */
    private static final long MOMENT = 1_000_000;

    /** A time of the monotonic clock. */
    private static final class Due {
        private final long nanos;

        Due(long nanos) {
            this.nanos = nanos;
        }
    }

    private final Clock clock;
    private final LiveWorkers workers;
    private final Bell bell = new Bell();
    private final AtomicBoolean owned = new AtomicBoolean();
    /** When the guard is to wake up by itself, null if it need not. */
    private final AtomicReference<@Nullable Due> wakeAt = new AtomicReference<>();
    /** Whether a step is wanted although no message lies there, because a timer is due. */
    private volatile boolean alarm;
    /** Whether somebody left with messages there. */
    private volatile boolean called;

    /** Whether attempts were left to a worker who may be kept longer than expected. */
    private volatile boolean watching;

    private volatile @Nullable Steps steps;

    DirectDrive(Clock clock, LiveWorkers workers) {
        this.clock = clock;
        this.workers = workers;
    }

    @Override
    public void begin(Steps loop, boolean waits) {
        beginUnguarded(loop);
        WorkerThreads.factory("guard").newThread(() -> guard(loop)).start();
    }

    /** As {@link #begin}, but nobody hears when the guard is called. */
    void beginUnguarded(Steps loop) {
        steps = loop;
        workers.watchedBy(this);
    }

    @Override
    public int posted(long reading) {
        Steps loop = steps;
        Worker worker = Worker.aboutToClaim();
        if (loop == null) {
            return 0;
        }
        if (worker != null && worker.postpones()) {
            begin();
            return 0;
        }
        return drive(loop, reading, worker == null ? STEPS_OF_A_CALLER : STEPS_OF_A_WORKER);
    }

    @Override
    public void catchUp() {
        Steps loop = steps;
        if (loop != null) {
            drive(loop, NO_READING, STEPS_OF_A_WORKER);
        }
    }

    @Override
    public void postedInPassing() {
        callGuard();
    }

    @Override
    public void due(long nanos) {
        wakeAt.set(new Due(nanos));
        bell.ring();
    }

    private void callGuard() {
        called = true;
        bell.ring();
    }

    private int drive(Steps loop, long reading, int most) {
        int taken = 0;
        for (int made = 0; alarm || loop.hasMessages(); made++) {
            if (made == most) {
                callGuard();
                break;
            }
            if (owned.get() || !owned.compareAndSet(false, true)) {
                break;
            }
            taken += stepAsOwner(loop, made == 0 ? reading : NO_READING);
        }
        if (loop.stopped()) {
            bell.ring();
        }
        return taken;
    }

    private int stepAsOwner(Steps loop, long reading) {
        try {
            if (!alarm) {
                return loop.step(reading);
            }
            alarm = false;
            return loop.step(NO_READING);
        } finally {
            owned.set(false);
        }
    }

    @Override
    public void begin() {
        if (!watching) {
            watching = true;
            bell.ring();
        }
    }

    private void guard(Steps loop) {
        long claimed = 0;
        while (!loop.stopped()) {
            answerCall(loop);
            Due at = wakeAt.get();
            boolean watches = watching;
            long nanos = at == null ? Long.MAX_VALUE : Math.max(0, at.nanos - clock.nanos());
            bell.await(
                    () -> called || wakeAt.get() != at || loop.stopped() || watching != watches,
                    watches ? Math.min(nanos, MOMENT) : nanos);
            if (at != null && clock.nanos() - at.nanos >= 0 && wakeAt.compareAndSet(at, null)) {
                alarm = true;
            }
            if (watches) {
                claimed = look(loop, claimed);
            }
        }
    }

    /** What the guard does when it wakes up: whatever was left, if it was called. */
    void answerCall(Steps loop) {
        if (called || alarm) {
            called = false;
            drive(loop, NO_READING, Integer.MAX_VALUE);
        }
    }

    /** Whether somebody has left something to the guard, who has not come yet. */
    boolean isGuardCalled() {
        return called;
    }

    /** If something lies there and no attempt was claimed since the last look, does it and wakes a worker. */
    private long look(Steps loop, long before) {
        long claimed = workers.claimed();
        if (!workers.hasWaiting() && !loop.hasMessages()) {
            watching = false;
            watching = workers.hasWaiting() || loop.hasMessages(); // whoever came just now found it watching still
        } else if (claimed == before) {
            drive(loop, NO_READING, Integer.MAX_VALUE);
            if (workers.hasWaiting()) {
                workers.seats().fill(1);
            }
        }
        return claimed;
    }
}
