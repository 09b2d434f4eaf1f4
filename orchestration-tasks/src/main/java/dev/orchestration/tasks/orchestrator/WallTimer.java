package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.event.Activation;
import dev.orchestration.tasks.decide.Signal;

/**
 * Wakes an activation at a time of the wall clock. That may be set, or stand still with its machine, so it is looked at now and
 * then, on the way of the monotonic clock. Confined to the loop.
 */
final class WallTimer extends Timer {
    /** So soon it is noticed that the wall clock was set. */
    private static final long LOOK_MICROS = 60_000_000;

    private final Hosted hosted;
    private final Activation activation;
    private final long due;

    /** @param due microseconds since 1970 */
    WallTimer(Hosted hosted, Activation activation, long due) {
        super(Obligations.TURN_OF_THE_FIRST_NODE + activation.node());
        this.hosted = hosted;
        this.activation = activation;
        this.due = due;
    }

    /** When to look next, in microseconds, if so much is left. */
    static long next(long left) {
        return Math.min(LOOK_MICROS, left);
    }

    @Override
    void fire(Loop loop) {
        long left = due - loop.now();
        if (left <= 0) {
            loop.roster().signal(hosted, new Signal.WaitDue(loop.now(), activation));
        } else {
            loop.timers().set(this, loop.nanosAfter(next(left)));
        }
    }
}
