package dev.orchestration.resources;

import dev.orchestration.state.Clock;
import java.time.Duration;

/** Time as the ledger counts it: nanoseconds of the monotonic clock since the manager was made, so never wrapping around. */
final class Ticks {
    /** Later than every time. */
    static final long NEVER = Long.MAX_VALUE;

    private static final long LONGEST = NEVER / 4;

    private final Clock clock;
    private final long origin;

    Ticks(Clock clock) {
        this.clock = clock;
        this.origin = clock.nanos();
    }

    long now() {
        return clock.nanos() - origin;
    }

    /** Microseconds since 1970. */
    long micros() {
        return clock.micros();
    }

    /** What the monotonic clock reads at {@code time}. */
    long reading(long time) {
        return origin + time;
    }

    /** The length of {@code time}; what is longer than 73 years counts as 73 years. */
    static long nanos(Duration time) {
        return time.compareTo(Duration.ofNanos(LONGEST)) > 0 ? LONGEST : Math.max(0, time.toNanos());
    }
}
