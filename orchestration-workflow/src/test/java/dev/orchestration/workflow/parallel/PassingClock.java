package dev.orchestration.workflow.parallel;

import dev.orchestration.state.Clock;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands still until it is told to go; from then on a tenth of a second passes with each look at it. So a timeout cannot
 * pass before a test lets it, and does soon after, however busy the machine is. Whoever still needs time then makes it stand.
 */
final class PassingClock implements Clock {
    private static final long STEP = 100_000_000;

    private final AtomicLong nanos = new AtomicLong();
    private volatile boolean goes;

    void go() {
        goes = true;
    }

    void stand() {
        goes = false;
    }

    @Override
    public long micros() {
        return nanos.get() / 1_000;
    }

    @Override
    public long nanos() {
        return goes ? nanos.addAndGet(STEP) : nanos.get();
    }
}
