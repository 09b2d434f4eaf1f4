package dev.orchestration.tasks.live;

import dev.orchestration.tasks.process.FileAttemptLog;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the log of an attempt. */
final class LogEnd {
    private static final Logger LOG = LoggerFactory.getLogger(LogEnd.class);

    private LogEnd() {}

    /** A log that cannot be written is no reason to fail the work that wrote it. */
    static void of(FileAttemptLog log) {
        try {
            log.close();
        } catch (IOException e) {
            LOG.warn("the log {} could not be written to its end: {}", log.path(), e.toString());
        }
    }
}
