package dev.orchestration.tasks.process;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A log folder for an engine in memory; it goes when the engine does. */
public final class ScratchLogs {
    private static final Logger LOG = LoggerFactory.getLogger(ScratchLogs.class);

    private ScratchLogs() {}

    /**
     * Makes a new folder that only this user can look into.
     *
     * @throws OrchestrationException ({@code STORE_UNAVAILABLE}) if that cannot be
     */
    public static Path create() {
        try {
            return Files.createTempDirectory("orchestration-logs-");
        } catch (IOException e) {
            throw new OrchestrationException(
                    ErrorCode.STORE_UNAVAILABLE, "no temporary folder for logs: " + e.getMessage(), e);
        }
    }

    /** An attempt that was left behind may still write into it; what cannot be deleted then stays. */
    public static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("the temporary log folder {} could not be deleted", folder, e);
        }
    }
}
