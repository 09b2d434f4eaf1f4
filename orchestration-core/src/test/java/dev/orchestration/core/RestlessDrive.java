package dev.orchestration.core;

import dev.orchestration.state.ManualClock;
import dev.orchestration.tasks.orchestrator.Drive;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/**
 * Everything happens on the thread of whoever waits for something: before it waits, all that can happen does, and time goes
 * to where something is due.
 */
final class RestlessDrive implements Drive {
    private static final int MOST_STEPS = 10_000;

    private final ManualClock clock;
    private final HandLedger workers;
    private final Deque<Runnable> errands = new ArrayDeque<>();
    private Steps steps;

    RestlessDrive(ManualClock clock, HandLedger workers) {
        this.clock = clock;
        this.workers = workers;
    }

    @Override
    public void begin(Steps loop, boolean waits) {
        steps = loop;
    }

    @Override
    public void beforeWaiting() {
        for (int made = 0; made < MOST_STEPS; made++) {
            if (steps.stopped() || !goesOn()) {
                return;
            }
        }
        throw new AssertionError("it does not come to rest");
    }

    /** Does it between two steps. */
    void later(Runnable errand) {
        errands.add(errand);
    }

    private boolean goesOn() {
        Runnable errand = errands.poll();
        if (errand != null) {
            errand.run();
            return true;
        }
        if (!steps.hasMessages() && !workers.carryOut()) {
            OptionalLong timer = steps.nextTimer();
            if (timer.isEmpty()) {
                return false;
            }
            clock.advance(Duration.ofNanos(Math.max(0, timer.getAsLong() - clock.nanos())));
        }
        steps.step(NO_READING);
        return true;
    }

    @Override
    public int posted(long reading) {
        return 0;
    }

    @Override
    public void postedInPassing() {}

    @Override
    public void due(long nanos) {}
}
