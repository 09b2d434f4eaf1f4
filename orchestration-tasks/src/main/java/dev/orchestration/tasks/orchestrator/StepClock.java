package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.Clock;

/**
 * The time of a step: one reading for all that happens in it. A reading of the wall clock that somebody made a moment ago is
 * taken over, and for some milliseconds the monotonic clock is reckoned from it. Confined to the loop.
 */
final class StepClock {
    /** For so long the two clocks are taken to go alike. Unit: microseconds. */
    private static final long ALIKE = 10_000;

    private final Clock clock;
    private long micros;
    private long nanos;
    private boolean readNanos;
    private long baseMicros;
    private long baseNanos;

    StepClock(Clock clock) {
        this.clock = clock;
        readBase(clock.micros());
    }

    private void readBase(long wall) {
        baseMicros = wall;
        baseNanos = clock.nanos();
    }

    /** What it reads. */
    Clock clock() {
        return clock;
    }

    /** A step begins. */
    void begin(long reading) {
        boolean taken = reading != Drive.NO_READING;
        micros = taken ? reading : clock.micros();
        long since = micros - baseMicros;
        readNanos = taken && since >= 0 && since < ALIKE;
        nanos = baseNanos + since * 1_000;
    }

    /** Microseconds since 1970. */
    long micros() {
        return micros;
    }

    /** On the monotonic clock. */
    long nanos() {
        if (!readNanos) {
            readBase(micros);
            nanos = baseNanos;
            readNanos = true;
        }
        return nanos;
    }
}
