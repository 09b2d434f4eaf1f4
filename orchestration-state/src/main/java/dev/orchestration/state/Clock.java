package dev.orchestration.state;

/**
 * Time as a parameter. Two readings, because they answer different questions: the wall clock says when something
 * happened, the monotonic one how long it took. Thread-safe.
 */
public interface Clock {
    /** Wall time in microseconds since 1970-01-01T00:00:00Z. May jump when the machine's clock is set. */
    long micros();

    /** Monotonic time in nanoseconds from an arbitrary origin; only differences mean anything. */
    long nanos();

    /** The machine's clocks. */
    static Clock system() {
        return SystemClock.INSTANCE;
    }
}
