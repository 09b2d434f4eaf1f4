package dev.orchestration.benchmarks.memory;

import dev.orchestration.benchmarks.measure.Stopwatch;
import org.openjdk.jmh.infra.Blackhole;

/** Work for a processor in units that always cost the same instructions, however long a disturbed machine takes for them. */
final class Tokens {
    private static final long MANY = 20_000_000;

    private Tokens() {}

    static void consume(long tokens) {
        Blackhole.consumeCPU(tokens);
    }

    /** How many make a microsecond here, when nothing disturbs. */
    static double perMicrosecond() throws Exception {
        double best = 0;
        for (int i = 0; i < 10; i++) {
            best = Math.max(best, MANY * 1_000.0 / Stopwatch.nanos(() -> consume(MANY)));
        }
        return best;
    }
}
