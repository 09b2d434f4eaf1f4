package dev.orchestration.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Takes times. The one place of the benchmarks, beside JMH and the actions that note when they ran, that reads a clock. */
public final class Stopwatch {
    private Stopwatch() {}

    /** Something to be timed. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    /** How long {@code work} takes, in nanoseconds. */
    public static long nanos(Work work) throws Exception {
        long began = System.nanoTime();
        work.run();
        return System.nanoTime() - began;
    }

    /** Throws the first {@code warmups} measurements away and keeps {@code repetitions}. */
    public static Series repeat(int warmups, int repetitions, Callable<Double> measurement) throws Exception {
        List<Double> samples = new ArrayList<>();
        for (int i = 0; i < warmups + repetitions; i++) {
            double sample = measurement.call();
            if (i >= warmups) {
                samples.add(sample);
            }
        }
        return new Series(samples);
    }
}
