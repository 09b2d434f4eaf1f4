package dev.orchestration.benchmarks.measure;

import java.util.List;

/** Measures what one goal speaks of. */
public interface Benchmark {
    /** How it is called on the command line. */
    String name();

    /** One line on what it measures, for the help. */
    String about();

    /**
     * Measures.
     *
     * @return the tables to show, one for each goal
     * @throws WrongResultException if what was measured did not do its work rightly
     * @throws MissingException if the machine lacks something that the benchmark cannot do without
     * @throws Exception if it cannot be carried out; the run fails with it
     */
    List<Table> run() throws Exception;
}
