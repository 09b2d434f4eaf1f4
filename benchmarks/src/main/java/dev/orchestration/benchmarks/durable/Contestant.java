package dev.orchestration.benchmarks.durable;

/** Something that runs tasks and records of each, durably, that it has ended. Used by one thread. */
interface Contestant {
    /** How the table calls it. */
    String label();

    /** Makes ready for the next {@link #run}; not in the time. */
    default void prepare() throws Exception {}

    /** Runs every task once, those of a chain one after the other. */
    void run() throws Exception;

    /**
     * Checks what {@link #run} has recorded; not in the time.
     *
     * @throws dev.orchestration.benchmarks.measure.WrongResultException if it is not all, or in the wrong order
     */
    void check() throws Exception;

    /** Ends its threads and deletes what it has recorded. */
    void close() throws Exception;
}
