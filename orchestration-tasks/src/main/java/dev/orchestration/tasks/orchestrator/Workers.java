package dev.orchestration.tasks.orchestrator;

import dev.orchestration.tasks.decide.Signal;

/** Carries attempts out, somewhere off the loop. */
public interface Workers extends AutoCloseable {
    /** What a worker tells the loop; each call may come from any thread. */
    interface Reports {
        /** The attempt is over; exactly once for each order. */
        void returned(AttemptKey key, Signal.AttemptResult result);

        /** A process does the work. */
        void process(AttemptKey key, long pid, long pidStart, String log);
    }

    /** Begins an attempt soon; never blocks. */
    void start(AttemptOrder order, Reports reports);

    /** Asks a running attempt to end: its hooks are called and its thread is interrupted. Unknown keys are ignored. */
    void end(AttemptKey key, EndReason reason);

    /** Ends what still runs, without waiting. */
    @Override
    void close();
}
