package dev.orchestration.state;

import java.time.Instant;

/** The machine's clocks; the one place that reads them. */
enum SystemClock implements Clock {
    INSTANCE;

    @Override
    public long micros() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000L + now.getNano() / 1_000;
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }
}
