package dev.orchestration.benchmarks.memory;

/** Something that can run tasks in the order of a graph. Used by one thread. */
interface Contestant {
    /** Tasks at once, for everybody. */
    int WORKERS = 2;

    /** Makes ready for the next {@link #run}; not in the time. */
    default void prepare() throws Exception {}

    /** Runs every task; returns when the last has ended. */
    void run() throws Exception;

    /** Checks and tidies up after {@link #run}; not in the time. */
    default void settle() throws Exception {}

    /** Ends its threads. */
    void close() throws Exception;
}
