package dev.orchestration.benchmarks.memory;

import dev.orchestration.benchmarks.work.TaskGraph;
import static dev.orchestration.benchmarks.memory.Who.DEXECUTOR;
import static dev.orchestration.benchmarks.memory.Who.ENGINE;
import static dev.orchestration.benchmarks.memory.Who.ENGINE_NAMED;
import static dev.orchestration.benchmarks.memory.Who.ENGINE_UNADORNED;
import static dev.orchestration.benchmarks.memory.Who.FUTURES;
import static dev.orchestration.benchmarks.memory.Who.POOL;
import static dev.orchestration.benchmarks.memory.Who.PRIORITY_POOL;
import static dev.orchestration.benchmarks.memory.Who.QUARTZ;
import dev.orchestration.benchmarks.measure.Bound;
import dev.orchestration.benchmarks.measure.Comparison;
import dev.orchestration.benchmarks.measure.JmhRun;
import dev.orchestration.benchmarks.measure.Line;
import dev.orchestration.benchmarks.measure.Progress;
import dev.orchestration.benchmarks.measure.Series;
import dev.orchestration.benchmarks.measure.Table;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Empty tasks in layered graphs of three sizes. */
final class LayeredGraphs {
    private static final int SMALL = 10_000;
    private static final int MIDDLE = 100_000;
    private static final int LARGE = 1_000_000;
    /** The engine is more code than its peers, and the compiler takes about five seconds to be done with it. */
    private static final JmhRun OURS = new JmhRun(EmptyTasks.class, 2, 9, 5, 500, "2g");

    /** Ours in other forms than the goal's. */
    private static final JmhRun ASIDE = new JmhRun(EmptyTasks.class, 1, 9, 5, 500, "2g");

    private static final JmhRun FAST_PEER = new JmhRun(EmptyTasks.class, 2, 5, 5, 300, "2g");
    private static final JmhRun MILLION = new JmhRun(EmptyTasks.class, 1, 2, 5, 1, "3g");
    /** They are so far off that a closer look would tell nothing. */
    private static final JmhRun SLOW_PEER = new JmhRun(EmptyTasks.class, 1, 1, 2, 1, "2g");

    private final Table table = new Table(
            "Goal 1: empty tasks in memory",
            "100 layers, 3 dependencies each (seed " + TaskGraph.SEED + "), " + Contestant.WORKERS
                    + " workers; ours: five priorities, an amount of a resource, a deadline a task, one listener. 2 JVMs"
                    + " each (1 for other forms of ours, Dexecutor, Quartz and the million); of limits and peers the"
                    + " faster one counts.");

    Table table() throws IOException {
        Series small = size(SMALL, List.of(POOL, PRIORITY_POOL, FUTURES, DEXECUTOR, QUARTZ));
        size(MIDDLE, List.of(POOL, PRIORITY_POOL, FUTURES));
        Series large = measure(ENGINE, LARGE);
        table.add(new Line(
                "1,000,000 against 10,000 tasks",
                ENGINE.label(),
                "ns a task",
                large,
                new Comparison("1M ÷ 10k", large.median() / small.median(), "×", Bound.atMost(2))));
        return table;
    }

    private Series size(int size, List<Who> others) throws IOException {
        String work = String.format(Locale.ROOT, "%,d tasks", size);
        Map<Who, Series> figures = new EnumMap<>(Who.class);
        for (Who who : others) {
            figures.put(who, measure(who, size));
        }
        Series ours = measure(ENGINE, size);
        Series named = measure(ENGINE_NAMED, size);
        Series unadorned = measure(ENGINE_UNADORNED, size);
        table.add(line(work, ENGINE, ours, null));
        others.forEach(who -> table.add(line(work, who, of(figures, who), goal(who, ours, of(figures, who)))));
        double pool = of(figures, POOL).median();
        table.add(line(
                work, ENGINE_NAMED, named, new Comparison("this ÷ pool", named.median() / pool, "×", Bound.atMost(4))));
        table.add(line(
                work,
                ENGINE_UNADORNED,
                unadorned,
                new Comparison("this ÷ pool", unadorned.median() / pool, "×", null)));
        return ours;
    }

    private static Series of(Map<Who, Series> figures, Who who) {
        Series series = figures.get(who);
        if (series == null) {
            throw new IllegalStateException(who + " was not measured");
        }
        return series;
    }

    private static Line line(String work, Who who, Series figure, @Nullable Comparison comparison) {
        return new Line(work, who.label(), "ns a task", figure, comparison);
    }

    private static Comparison goal(Who who, Series ours, Series theirs) {
        return switch (who) {
            case DEXECUTOR -> Comparison.thisToOurs(ours, theirs, Bound.atLeast(200));
            case QUARTZ -> Comparison.thisToOurs(ours, theirs, Bound.atLeast(50));
            case POOL -> Comparison.oursToThis(ours, theirs, Bound.atMost(3));
            case PRIORITY_POOL, FUTURES -> Comparison.oursToThis(ours, theirs, Bound.atMost(2));
            case ENGINE, ENGINE_NAMED, ENGINE_UNADORNED -> throw new IllegalArgumentException(who + " is ours");
        };
    }

    private static Series measure(Who who, int size) throws IOException {
        Progress.tell("memory: " + size + " tasks, " + who.label());
        boolean ours = who == ENGINE || who == ENGINE_NAMED || who == ENGINE_UNADORNED;
        boolean slow = who == DEXECUTOR || who == QUARTZ;
        JmhRun run = size == LARGE ? MILLION : slow ? SLOW_PEER : who == ENGINE ? OURS : ours ? ASIDE : FAST_PEER;
        var forked = run.with(Map.of("who", who.name(), "size", String.valueOf(size)));
        return (ours ? forked.all() : forked.fastest()).map(nanos -> nanos / size);
    }
}
