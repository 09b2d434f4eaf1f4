package dev.orchestration.app.view;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where things are, and how to come back to them.
 *
 * @param program how people call this program
 * @param storeOption what further commands need to find the same store, with a leading space, empty where nothing
 * @param state where the state is, null if in memory
 * @param logs the folder of the logs, null if in memory
 */
public record Places(
        String program,
        String storeOption,
        @Nullable String state,
        @Nullable Path logs) {

    /** The command line that does {@code verb} to an execution. */
    String command(String verb, String execution) {
        return program + " " + verb + " " + execution + storeOption;
    }
}
