package dev.orchestration.benchmarks.durable;

import dev.orchestration.benchmarks.measure.Series;
import dev.orchestration.benchmarks.work.TimedTasks;
import java.util.ArrayList;
import java.util.List;

/** What is known of one contestant's chains: steps a second, and how long one step takes. */
final class ChainFigures {
    private final String label;
    private final TimedTasks tasks;
    private final List<Double> rates = new ArrayList<>();
    private final List<Double> medians = new ArrayList<>();
    private final List<Double> nearWorst = new ArrayList<>();

    ChainFigures(String label, TimedTasks tasks) {
        this.label = label;
        this.tasks = tasks;
    }

    /** Takes the figures of the run that was just made. */
    void note() {
        int steps = tasks.graph().size() - 1;
        long[] gaps = tasks.gaps();
        rates.add(steps * 1e9 / tasks.span());
        medians.add(gaps[gaps.length / 2] / 1e6);
        nearWorst.add(gaps[gaps.length * 99 / 100] / 1e6);
    }

    String label() {
        return label;
    }

    /** Steps a second, from the work of the first task to the work of the last. */
    Series rate() {
        return new Series(rates);
    }

    /** Milliseconds from the work of one task to the work of the next, the median of a run. */
    Series p50() {
        return new Series(medians);
    }

    /** Likewise the 99th percentile of a run. */
    Series p99() {
        return new Series(nearWorst);
    }
}
