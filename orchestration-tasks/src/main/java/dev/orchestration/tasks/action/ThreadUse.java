package dev.orchestration.tasks.action;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Optional;

/**
 * What the thread of an attempt used: what other threads and processes did for it is not in there. Nothing is known of a
 * virtual thread, nor where the JVM does not measure, and then there is no such value at all.
 *
 * @param cpuNanos time on a processor
 * @param allocatedBytes memory that was asked for, most of it long given back
 */
public record ThreadUse(long cpuNanos, long allocatedBytes) {
    /** Of the present thread since it began. */
    static Optional<ThreadUse> now() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        if (!(threads instanceof com.sun.management.ThreadMXBean measured)
                || !threads.isCurrentThreadCpuTimeSupported()) {
            return Optional.empty();
        }
        try {
            long cpu = threads.getCurrentThreadCpuTime();
            long bytes = measured.getCurrentThreadAllocatedBytes();
            return cpu < 0 || bytes < 0 ? Optional.empty() : Optional.of(new ThreadUse(cpu, bytes));
        } catch (UnsupportedOperationException e) { // a virtual thread
            return Optional.empty();
        }
    }

    /** From this reading to one that is taken now. */
    Optional<ThreadUse> since() {
        return now().map(later -> new ThreadUse(later.cpuNanos - cpuNanos, later.allocatedBytes - allocatedBytes));
    }
}
