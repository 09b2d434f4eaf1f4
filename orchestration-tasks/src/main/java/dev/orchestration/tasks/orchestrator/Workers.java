package dev.orchestration.tasks.orchestrator;

/** Carries attempts out, somewhere off the loop. What it tells of an attempt it tells to the {@link Attempt}. */
public interface Workers extends AutoCloseable {
    /** An attempt in the hands of a worker. Any thread may call it. */
    interface Carried {
        /** Whether it has begun, and does not wait for a worker to be free. */
        default boolean hasBegun() {
            return true;
        }

        /** Asks the attempt to end: it never begins, or its hooks are called and its thread is interrupted. */
        void end(EndReason reason);

        /** It is not waited for any more; whoever carries it gets a substitute until it ends. */
        void abandon();
    }

    /**
     * Takes an attempt, to begin soon; never blocks, and may wait for {@link #flush()}. The end is told exactly once for
     * each.
     */
    Carried start(Attempt attempt);

    /** Nothing more is started in this step. */
    void flush();

    /**
     * Told before the first start.
     *
     * @param slots how many attempts may run at once
     * @return how many attempts that compute for a moment only may be started beyond the slots, so that who is done with one
     *     has the next at hand; 0 where whatever is started begins at once
     */
    default int open(int slots) {
        return 0;
    }

    /** Nothing begins any more; what still runs was asked to end before. Does not wait. */
    @Override
    void close();
}
