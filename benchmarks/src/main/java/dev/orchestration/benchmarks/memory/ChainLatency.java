package dev.orchestration.benchmarks.memory;

import dev.orchestration.benchmarks.work.Demands;
import dev.orchestration.benchmarks.work.TaskGraph;
import dev.orchestration.benchmarks.work.TimedTasks;
import dev.orchestration.benchmarks.measure.Bound;
import dev.orchestration.benchmarks.measure.Comparison;
import dev.orchestration.benchmarks.measure.Line;
import dev.orchestration.benchmarks.measure.Progress;
import dev.orchestration.benchmarks.measure.Series;
import dev.orchestration.benchmarks.measure.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How long the next task of a chain waits after the end of the one before. */
final class ChainLatency {
    private static final int SIZE = 50_000;
    private static final int WARMUPS = 4;
    private static final int REPETITIONS = 9;

    private final TimedTasks tasks = new TimedTasks(TaskGraph.chain(SIZE));

    Table table() throws Exception {
        Table table = new Table(
                "Goal 1: latency of a chain",
                "50,000 empty tasks, each after the one before: from the work of one to the work of the next; median and"
                        + " 99th percentile of a run, of each the median over the runs.");
        for (Who who : List.of(Who.ENGINE, Who.POOL)) {
            measure(table, who);
        }
        return table;
    }

    private void measure(Table table, Who who) throws Exception {
        Progress.tell("memory: chain, " + who.label());
        Contestant contestant = contestant(who);
        List<Double> medians = new ArrayList<>();
        List<Double> nearWorst = new ArrayList<>();
        for (int i = 0; i < WARMUPS + REPETITIONS; i++) {
            contestant.prepare();
            contestant.run();
            contestant.settle();
            tasks.finish();
            if (i >= WARMUPS) {
                long[] gaps = tasks.gaps();
                medians.add(gaps[gaps.length / 2] / 1e3);
                nearWorst.add(gaps[gaps.length * 99 / 100] / 1e3);
            }
        }
        contestant.close();
        boolean ours = who == Who.ENGINE;
        table.add(line("p50", who, new Series(medians), ours ? Bound.atMost(5) : null));
        table.add(line("p99", who, new Series(nearWorst), ours ? Bound.atMost(50) : null));
    }

    private Contestant contestant(Who who) throws IOException {
        return who == Who.POOL ? PoolCountdown.firstComeFirstServed(tasks) : EngineGraph.planned(tasks, Demands.ALL);
    }

    private static Line line(String what, Who who, Series figure, @Nullable Bound goal) {
        Comparison comparison = goal == null ? null : new Comparison("itself", figure.median(), " µs", goal);
        return new Line(what, who.label(), "µs", figure, comparison);
    }
}
