package dev.orchestration.app;

import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;

/** One word of the program. Made for one command line, then thrown away. */
interface Command {
    /** Adds what the command is for, its options and its arguments; {@code --help} and the shared ones are there. */
    void describe(CommandSpec spec);

    /** Whether settings of variables and files matter to it; what only tells of the program works whatever they are. */
    default boolean isConfigured() {
        return true;
    }

    /**
     * Carries it out and gives the exit code.
     *
     * @throws UsageException if the command line is wrong
     * @throws dev.orchestration.state.OrchestrationException if it is refused
     * @throws IOException if a file of the person cannot be read or written
     */
    int run(Arguments arguments) throws IOException;
}
