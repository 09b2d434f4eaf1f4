package dev.orchestration.tasks.orchestrator;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.state.JsonValue;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The signs of life of one attempt: its worker gives them, the loop looks at them. Times are of the monotonic clock. */
final class Heartbeat {
    /** What is told more often than this waits to be recorded, for the next beat or the attempt's end. */
    private static final long RECORD_AT_MOST_EVERY = Duration.ofSeconds(1).toNanos();

    @GuardedBy("this")
    private long lastNanos;

    @GuardedBy("this")
    private @Nullable JsonValue unrecorded;

    @GuardedBy("this")
    private boolean asked;

    @GuardedBy("this")
    private boolean recorded;

    @GuardedBy("this")
    private long recordedNanos;

    synchronized void beat(long nanos) {
        lastNanos = nanos;
    }

    /** Says whether the loop should be asked to record the details, once until it does. */
    synchronized boolean beat(long nanos, JsonValue details) {
        lastNanos = nanos;
        unrecorded = details;
        boolean ask = !asked && (!recorded || nanos - recordedNanos >= RECORD_AT_MOST_EVERY);
        asked |= ask;
        return ask;
    }

    /** What was told last and is not recorded yet; the loop records it now. */
    synchronized @Nullable JsonValue takeUnrecorded(long nanos) {
        JsonValue details = unrecorded;
        unrecorded = null;
        asked = false;
        if (details != null) {
            recorded = true;
            recordedNanos = nanos;
        }
        return details;
    }

    /** For how long there was no sign of life. */
    synchronized long silence(long nanos) {
        return nanos - lastNanos;
    }
}
