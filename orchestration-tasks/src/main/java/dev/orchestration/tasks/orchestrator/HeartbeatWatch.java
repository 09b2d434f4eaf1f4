package dev.orchestration.tasks.orchestrator;

import java.time.Duration;

/**
 * Ends an attempt that gives no sign of life for too long, and records what it told of its progress. An attempt that waits
 * for its worker need not give any. Confined to the loop.
 */
final class HeartbeatWatch extends Timer {
    private final Attempt attempt;
    private final long limit;
    private final Deadlines deadlines;

    HeartbeatWatch(Attempt attempt, Duration limit, Deadlines deadlines) {
        this.attempt = attempt;
        this.limit = limit.toNanos();
        this.deadlines = deadlines;
    }

    @Override
    void fire(Loop on) {
        if (attempt.isOver() || attempt.asked() != null) {
            return;
        }
        on.attempts().recordBeat(attempt);
        long silence = attempt.hasBegun() ? silence(on) : 0;
        if (silence >= limit) {
            deadlines.expire(attempt, EndReason.HEARTBEAT);
        } else {
            on.timers().set(this, on.nanosAfter(0) + limit - silence);
        }
    }

    private long silence(Loop on) {
        return attempt.silence(on.nanosAfter(0), (on.now() - attempt.begunAt()) * 1_000);
    }
}
