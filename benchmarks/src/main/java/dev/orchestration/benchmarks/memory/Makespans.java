package dev.orchestration.benchmarks.memory;

import dev.orchestration.benchmarks.work.Demands;
import dev.orchestration.benchmarks.work.TaskGraph;
import dev.orchestration.benchmarks.work.Tasks;
import dev.orchestration.benchmarks.measure.Bound;
import dev.orchestration.benchmarks.measure.Comparison;
import dev.orchestration.benchmarks.measure.Line;
import dev.orchestration.benchmarks.measure.Progress;
import dev.orchestration.benchmarks.measure.Series;
import dev.orchestration.benchmarks.measure.Stopwatch;
import dev.orchestration.benchmarks.measure.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How much longer tasks that compute take in all than their work takes if it is only halved between two threads. */
final class Makespans {
    private static final int SIZE = 10_000;
    private static final int WARMUPS = 12;
    private static final int REPETITIONS = 7;

    private final TaskGraph graph = TaskGraph.layered(SIZE);
    private final double tokensPerMicro;

    Makespans() throws Exception {
        tokensPerMicro = Tokens.perMicrosecond();
    }

    Table table() throws Exception {
        Table table = new Table(
                "Goal 1: makespan of tasks that compute",
                "10,000 tasks in 100 layers, " + Contestant.WORKERS + " workers; the ideal is the same work halved"
                        + " between two bare threads, measured in turn with the others; ratio of medians.");
        compare(table, "20 µs each", BusyTasks.even(SIZE, 20, tokensPerMicro), 1.1);
        compare(table, "95 % 1 µs, 5 % 1 ms", BusyTasks.mixed(SIZE, tokensPerMicro), 1.15);
        return table;
    }

    /** In turn, so that what disturbs the machine for a while disturbs all alike. */
    private void compare(Table table, String work, long[] tokens, double goal) throws Exception {
        Progress.tell("memory: makespan, " + work);
        BusyTasks tasks = new BusyTasks(graph, tokens);
        Contestant pool = PoolCountdown.firstComeFirstServed(tasks);
        Contestant engine = EngineGraph.planned(tasks, Demands.ALL);
        List<Double> ideals = new ArrayList<>();
        List<Double> pools = new ArrayList<>();
        List<Double> engines = new ArrayList<>();
        for (int i = 0; i < WARMUPS + REPETITIONS; i++) {
            ideals.add(Stopwatch.nanos(() -> tasks.ideally(Contestant.WORKERS)) / 1e6);
            pools.add(millis(pool, tasks));
            engines.add(millis(engine, tasks));
        }
        pool.close();
        engine.close();
        Series ideal = measured(ideals);
        add(table, work, "ours", measured(engines), ideal, Bound.atMost(goal));
        add(table, work, Who.POOL.label(), measured(pools), ideal, null);
        add(table, work, "ideal (limit)", ideal, ideal, null);
    }

    private static Series measured(List<Double> all) {
        return new Series(all.subList(WARMUPS, all.size()));
    }

    private static double millis(Contestant contestant, Tasks tasks) throws Exception {
        contestant.prepare();
        long nanos = Stopwatch.nanos(contestant::run);
        contestant.settle();
        tasks.finish();
        return nanos / 1e6;
    }

    private static void add(Table table, String work, String who, Series figure, Series ideal, @Nullable Bound goal) {
        double ratio = figure.median() / ideal.median();
        table.add(new Line(work, who, "ms", figure, new Comparison("this ÷ ideal", ratio, "×", goal)));
    }
}
