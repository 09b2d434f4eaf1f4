package dev.orchestration.tasks.orchestrator;

/**
 * Calls somebody at a time of the wall clock, on the loop. That clock may be set, or stand still with its machine, so it is
 * looked at now and then. Thread-safe.
 */
public final class WallAlarm {
    private final FrontDesk desk;
    private final Ring ring;

    WallAlarm(FrontDesk desk, Runnable act) {
        this.desk = desk;
        this.ring = new Ring(act);
    }

    /**
     * Rings at {@code due} and forgets the time that was set before.
     *
     * @param due microseconds since 1970; what is past rings at once
     * @throws dev.orchestration.state.OrchestrationException ({@code CLOSED}) if the engine is closed
     */
    public void set(long due) {
        desk.tell(Message.of(on -> ring.set(on, due)));
    }

    /** Confined to the loop. */
    private static final class Ring extends Timer {
        private final Runnable act;
        private long due;

        Ring(Runnable act) {
            this.act = act;
        }

        void set(Loop loop, long micros) {
            due = micros;
            loop.timers().set(this, loop.nanosAfter(WallTimer.next(Math.max(0, due - loop.now()))));
        }

        @Override
        void fire(Loop loop) {
            if (due <= loop.now()) {
                act.run();
            } else {
                set(loop, due);
            }
        }
    }
}
