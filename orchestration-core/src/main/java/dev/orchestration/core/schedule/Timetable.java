package dev.orchestration.core.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The moments at which something is due. Immutable, thread-safe, and reads no clock. */
@FunctionalInterface
public interface Timetable {
    /** The first of them after {@code after}, null if none is left. */
    @Nullable
    Instant next(Instant after);
}
