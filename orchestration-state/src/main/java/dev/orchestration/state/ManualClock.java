package dev.orchestration.state;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that moves only when told to, for tests and the simulator. Thread-safe. */
public final class ManualClock implements Clock {
    private final AtomicLong wallMicros;
    private final AtomicLong monotonicNanos = new AtomicLong();

    /** @param startMicros the first wall time, in microseconds since 1970 */
    public ManualClock(long startMicros) {
        this.wallMicros = new AtomicLong(startMicros);
    }

    /** Moves both readings forward. */
    public void advance(Duration by) {
        monotonicNanos.addAndGet(by.toNanos());
        wallMicros.addAndGet(by.toNanos() / 1_000);
    }

    @Override
    public long micros() {
        return wallMicros.get();
    }

    @Override
    public long nanos() {
        return monotonicNanos.get();
    }
}
