package dev.orchestration.tasks.process;

import org.jspecify.annotations.Nullable;

/**
 * What goes into a process and comes out of it.
 *
 * @param stdin sent as UTF-8, then the end of input; null: the process reads from the null device
 * @param stdout takes the standard output
 * @param stderr takes the standard error, null: both come through one pipe into {@code stdout}, in their true order
 */
public record ProcessStreams(
        @Nullable String stdin, OutputSink stdout, @Nullable OutputSink stderr) {
    /** One merged output, no input. */
    public static ProcessStreams merged(OutputSink output) {
        return new ProcessStreams(null, output, null);
    }
}
