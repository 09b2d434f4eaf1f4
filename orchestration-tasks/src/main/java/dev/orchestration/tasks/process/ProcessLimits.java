package dev.orchestration.tasks.process;

import org.jspecify.annotations.Nullable;

/**
 * Limits that the operating system holds, for each process of a tree by itself and not for their sum.
 *
 * @param memoryMb address space in MiB, null for none
 * @param cpuSeconds processor time; at the limit the process gets SIGXCPU, a second later SIGKILL. Null for none
 */
public record ProcessLimits(
        @Nullable Long memoryMb, @Nullable Long cpuSeconds) {
    public static final ProcessLimits NONE = new ProcessLimits(null, null);

    public boolean isNone() {
        return memoryMb == null && cpuSeconds == null;
    }
}
