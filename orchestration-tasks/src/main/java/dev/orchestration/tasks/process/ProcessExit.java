package dev.orchestration.tasks.process;

import java.util.Map;

/**
 * How a process ended.
 *
 * @param code its exit code; 128 + n where signal n ended it
 * @param leftBehind whether a descendant still held the output and was ended for it
 */
public record ProcessExit(int code, boolean leftBehind) {
    /** The code of a process that reached its limit of processor time: 128 + SIGXCPU. */
    public static final int CPU_LIMIT = 152;

    private static final int SIGNALLED = 128;
    private static final Map<Integer, String> SIGNALS = Map.ofEntries(
            Map.entry(1, "SIGHUP"),
            Map.entry(2, "SIGINT"),
            Map.entry(3, "SIGQUIT"),
            Map.entry(4, "SIGILL"),
            Map.entry(6, "SIGABRT"),
            Map.entry(7, "SIGBUS"),
            Map.entry(8, "SIGFPE"),
            Map.entry(9, "SIGKILL"),
            Map.entry(11, "SIGSEGV"),
            Map.entry(13, "SIGPIPE"),
            Map.entry(14, "SIGALRM"),
            Map.entry(15, "SIGTERM"),
            Map.entry(24, "SIGXCPU"),
            Map.entry(25, "SIGXFSZ"));

    /** For example {@code exit code 3}, or {@code exit code 137, ended by SIGKILL}. */
    public String describe() {
        String signal = SIGNALS.get(code - SIGNALLED);
        return "exit code " + code + (signal == null ? "" : ", ended by " + signal);
    }
}
