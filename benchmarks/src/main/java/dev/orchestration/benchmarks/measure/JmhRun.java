package dev.orchestration.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs one JMH benchmark, with one value for each of its parameters, in JVMs of its own.
 *
 * @param benchmark a class with one benchmark method
 * @param iterationMillis how long an iteration lasts at least; 0: each is one call
 * @param heap for example {@code 3g}, of each JVM
 */
public record JmhRun(Class<?> benchmark, int forks, int warmups, int iterations, long iterationMillis, String heap) {

    /**
     * Runs it.
     *
     * @return the scores, in the unit that the benchmark declares
     * @throws WrongResultException if a call threw; the message holds what JMH wrote of it
     */
    public Forked with(Map<String, String> parameters) throws IOException {
        Path log = WorkFolder.path().resolve("jmh.log");
        Files.deleteIfExists(log);
        try {
            return forked(new Runner(options(parameters, log).build()).run());
        } catch (RunnerException e) {
            String told = Files.exists(log) ? Files.readString(log) : "";
            throw new WrongResultException(
                    benchmark.getSimpleName() + " " + parameters + " failed: " + e.getMessage() + "\n" + tail(told));
        }
    }

    private ChainedOptionsBuilder options(Map<String, String> parameters, Path log) {
        var options = new OptionsBuilder()
                .include("\\b" + benchmark.getSimpleName() + "\\.")
                .forks(forks)
                .warmupIterations(warmups)
                .measurementIterations(iterations)
                // the pages of the heap are brought in before, or the first pass over it measures the system
                .jvmArgsAppend("-Xms" + heap, "-Xmx" + heap, "-XX:+AlwaysPreTouch")
                .shouldFailOnError(true)
                .shouldDoGC(true)
                .output(log.toString());
        if (iterationMillis > 0) {
            options.warmupTime(TimeValue.milliseconds(iterationMillis))
                    .measurementTime(TimeValue.milliseconds(iterationMillis));
        }
        parameters.forEach(options::param);
        return options;
    }

    private static Forked forked(Collection<RunResult> results) {
        List<Series> forks = new ArrayList<>();
        for (RunResult result : results) {
            for (BenchmarkResult fork : result.getBenchmarkResults()) {
                forks.add(new Series(fork.getIterationResults().stream()
                        .map(iteration -> iteration.getPrimaryResult().getScore())
                        .toList()));
            }
        }
        return new Forked(forks);
    }

    private static String tail(String text) {
        return text.substring(Math.max(0, text.length() - 4_000));
    }
}
