package dev.orchestration.state.journal;

/**
 * What a store removed because nobody needs it any more.
 *
 * @param files of large outputs
 * @param bytes in those files
 * @param logs folders of logs
 */
public record Removed(long executions, long commits, long files, long bytes, long logs) {
    /** Whether there was anything. */
    public boolean isAny() {
        return executions + commits + files + logs > 0;
    }
}
