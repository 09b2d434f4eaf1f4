package dev.orchestration.benchmarks.processes;

/** Something that runs one command many times, two at once, always equally many. */
interface Starter {
    /** How often a call of {@link #run} runs the command. */
    int COUNT = 300;

    /** Processes at once. */
    int AT_ONCE = 2;

    /** How the table calls it. */
    String label();

    /**
     * Runs the command {@link #COUNT} times.
     *
     * @throws dev.orchestration.benchmarks.measure.WrongResultException if one of them did not end with 0
     */
    void run() throws Exception;

    /** Lets go of what it holds. */
    default void close() {}
}
