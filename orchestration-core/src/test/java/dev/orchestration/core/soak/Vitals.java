package dev.orchestration.core.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a process uses at a moment of rest.
 *
 * @param nanos when, on the monotonic clock
 * @param heap bytes in use after a collection
 * @param store bytes of the store that hold something
 */
record Vitals(long nanos, long heap, int threads, int handles, long store) {
    /** Threads that the JDK starts and ends as it likes. */
    private static final Set<String> OF_THE_JDK = Set.of("process reaper", "Common-Cleaner", "Attach Listener");

    /** Their groups, where they have one; since 21 those of virtual threads are among them. */
    private static final Set<String> GROUPS_OF_THE_JDK = Set.of("InnocuousThreadGroup", "CarrierThreads");

    static Vitals now(long store) {
        for (int i = 0; i < 3; i++) { // what a collection makes unreachable the next one finds
            System.gc();
        }
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return new Vitals(System.nanoTime(), heap, liveThreads().size(), openFiles(), store);
    }

    /** The live threads but those of the JDK. */
    static Set<Thread> liveThreads() {
        Set<Thread> ours = new LinkedHashSet<>();
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && !OF_THE_JDK.contains(thread.getName()))
                .filter(thread -> !thread.getName().startsWith("ForkJoinPool.commonPool"))
                .filter(thread -> !isOfAGroupOfTheJdk(thread))
                .forEach(ours::add);
        return ours;
    }

    private static boolean isOfAGroupOfTheJdk(Thread thread) {
        ThreadGroup group = thread.getThreadGroup(); // none once it has ended
        return group != null && GROUPS_OF_THE_JDK.contains(group.getName());
    }

    /** Open files of this process; those that are listed while they are closed do not count. */
    private static int openFiles() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return (int) open.filter(Files::exists).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return String.format(
                "heap %,d KiB, %d threads, %d handles, store %,d KiB", heap / 1024, threads, handles, store / 1024);
    }

    double minutesSince(Vitals other) {
        return (nanos - other.nanos) / (double) TimeUnit.MINUTES.toNanos(1);
    }
}
