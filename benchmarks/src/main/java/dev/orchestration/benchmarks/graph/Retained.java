package dev.orchestration.benchmarks.graph;

import java.util.function.Supplier;

/** How much memory something keeps. Alone in its JVM, or it counts what others do. */
final class Retained {
    private static final int COLLECTIONS = 2;

    private Retained() {}

    /** The bytes that what {@code maker} makes adds to the heap, with everything that only it holds. */
    static long bytes(Supplier<Object> maker) {
        long before = used();
        Object made = maker.get();
        long after = used();
        if (made.hashCode() == 0) { // keeps it alive until here
            System.err.println();
        }
        return after - before;
    }

    private static long used() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
