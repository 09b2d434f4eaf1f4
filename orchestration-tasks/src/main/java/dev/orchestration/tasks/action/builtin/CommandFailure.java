package dev.orchestration.tasks.action.builtin;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.tasks.action.ActionFailedException;
import dev.orchestration.tasks.action.Printable;
import dev.orchestration.tasks.process.ProcessExit;
import dev.orchestration.tasks.process.ProcessLimits;
import java.util.List;
import java.util.regex.Pattern;

/** Tells why a command counts as failed. */
final class CommandFailure {
    private static final int LINES = 10;
    private static final int WIDTH = 300;
    private static final int KILLED = 137;

    /** What common programs print when they get no more memory. */
    private static final Pattern OUT_OF_MEMORY = Pattern.compile(
            "cannot allocate memory|out of memory|memoryerror|bad_alloc|memory exhausted|failed to map segment",
            Pattern.CASE_INSENSITIVE);

    private CommandFailure() {}

    static ActionFailedException of(ProcessExit exit, List<Long> accepted, ProcessLimits limits, String tail) {
        String lines = Printable.lastLines(tail, LINES, WIDTH);
        String message = "the command ended with " + exit.describe()
                + (accepted.equals(List.of(0L)) ? "" : " (accepted: " + accepted + ")")
                + limitReached(exit, limits, tail)
                + (lines.isEmpty() ? "; it printed nothing" : "; its last lines:\n" + lines);
        return new ActionFailedException("ProcessFailed", ErrorKind.EXTERNAL, message);
    }

    private static String limitReached(ProcessExit exit, ProcessLimits limits, String tail) {
        if (limits.cpuSeconds() != null && exit.code() == ProcessExit.CPU_LIMIT) {
            return "; it reached its limit cpu_seconds: " + limits.cpuSeconds();
        }
        if (limits.cpuSeconds() != null && exit.code() == KILLED) {
            return "; it may have reached its limit cpu_seconds: " + limits.cpuSeconds();
        }
        if (limits.memoryMb() != null && OUT_OF_MEMORY.matcher(tail).find()) {
            return "; it seems to have reached its limit memory_mb: " + limits.memoryMb();
        }
        return "";
    }
}
