package dev.orchestration.tasks.orchestrator;

import org.jspecify.annotations.Nullable;

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
     * The place among those that run, of an attempt whose thread is about to wait for others. The thread asks for the loan,
     * the loop makes it, and the thread goes on in the one or the other way, whether the loop came to it or not.
     */
    interface Loan {
        /** Whose place it is. */
        Attempt attempt();

        /** The loop makes the loan: somebody else may have the place. Says false if the thread goes on already. */
        boolean lend();

        /** The thread waits no more; says true if it has its place yet, and then the loan is not made any more. */
        boolean keep();

        /** The loop lets the thread have the first place that is free. */
        void giveBack();

        /** The thread waits for {@link #giveBack()} and the place; says false if it was asked to end and has none yet. */
        boolean awaitReturn();

        /** The thread goes on without a place; whoever leaves one next does so for it. */
        void runOn();
    }

    /**
     * What the calling thread has to lend: null if it does not carry out an attempt for these workers, or one that was asked
     * to end, which is not waited for much longer anyway.
     */
    default @Nullable Loan loan() {
        return null;
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
