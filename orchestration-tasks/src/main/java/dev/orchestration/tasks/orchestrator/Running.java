package dev.orchestration.tasks.orchestrator;

import dev.orchestration.resources.ResourceAllocation;
import org.jspecify.annotations.Nullable;

/** An attempt in hand: started, not yet reported. Confined to the loop. */
final class Running {
    private final AttemptKey key;
    private final @Nullable ResourceAllocation resources;
    private final @Nullable Long deadline;
    private final long startedAt;
    private final String log;
    private @Nullable EndReason asked;
    private Timers.@Nullable Timer timer;
    private boolean handedOut;

    Running(
            AttemptKey key,
            @Nullable ResourceAllocation resources,
            @Nullable Long deadline,
            long startedAt,
            String log) {
        this.key = key;
        this.resources = resources;
        this.deadline = deadline;
        this.startedAt = startedAt;
        this.log = log;
    }

    AttemptKey key() {
        return key;
    }

    @Nullable
    ResourceAllocation resources() {
        return resources;
    }

    @Nullable
    Long deadline() {
        return deadline;
    }

    /** When it was handed out; microseconds since 1970. */
    long startedAt() {
        return startedAt;
    }

    /** Its log file, relative to the store's log folder. */
    String log() {
        return log;
    }

    /** Why it was asked to end, null if it was not. */
    @Nullable
    EndReason asked() {
        return asked;
    }

    /** What ends it, or gives it up, if nothing else does; null if nothing is set. */
    Timers.@Nullable Timer timer() {
        return timer;
    }

    void timer(Timers.Timer next) {
        timer = next;
    }

    /** A worker has it. */
    void handOut() {
        handedOut = true;
    }

    boolean handedOut() {
        return handedOut;
    }

    void ask(EndReason reason) {
        if (asked == null) {
            asked = reason;
        }
    }
}
