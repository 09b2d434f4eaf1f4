package dev.orchestration.benchmarks.graph;

import dev.orchestration.benchmarks.measure.Benchmark;
import dev.orchestration.benchmarks.measure.Bound;
import dev.orchestration.benchmarks.measure.Comparison;
import dev.orchestration.benchmarks.measure.Forked;
import dev.orchestration.benchmarks.measure.JmhRun;
import dev.orchestration.benchmarks.measure.Line;
import dev.orchestration.benchmarks.measure.Progress;
import dev.orchestration.benchmarks.measure.Series;
import dev.orchestration.benchmarks.measure.Table;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Goal 2. */
public final class GraphBenchmark implements Benchmark {
    private static final String WORK = "build, check, sort, level";
    private static final String HELD = "held in memory, names and all";
    private static final int RETENTIONS = 5;
    private static final int SMALL_RETENTION = 200_000;

    @Override
    public String name() {
        return "graph";
    }

    @Override
    public String about() {
        return "goal 2: a graph of a million names and three million edges";
    }

    @Override
    public List<Table> run() throws Exception {
        Table table = new Table(
                "Goal 2: a million names, three million edges",
                "100 layers, 3 dependencies each (seed " + Declarations.SEED
                        + "), every mention of a name a text of its"
                        + " own; order and levels as lists of names. 2 JVMs each (JGraphT 1); of the others the faster"
                        + " one counts.");
        Series ours = measure(Maker.OURS, 2, 3, 5).all();
        Series ints = measure(Maker.INTS, 2, 3, 5).fastest();
        Series jgrapht = measure(Maker.JGRAPHT, 1, 1, 2).fastest();
        Progress.tell("graph: a cycle");
        Series cycle =
                new JmhRun(CycleSearch.class, 1, 1, 5, 0, "3g").with(Map.of()).all();
        table.add(time(WORK, Maker.OURS.label(), ours, null));
        table.add(time(WORK, Maker.INTS.label(), ints, Comparison.oursToThis(ours, ints, Bound.atMost(2))));
        table.add(time(WORK, Maker.JGRAPHT.label(), jgrapht, Comparison.thisToOurs(ours, jgrapht, Bound.atLeast(12))));
        var goal = new Comparison("this ÷ int arrays", cycle.median() / ints.median(), "×", Bound.atMost(2));
        table.add(time("build, find and name a cycle", Maker.OURS.label(), cycle, goal));
        addRetained(table);
        return List.of(table);
    }

    private static Forked measure(Maker maker, int forks, int warmups, int iterations) throws IOException {
        Progress.tell("graph: " + maker.label());
        return new JmhRun(MillionNames.class, forks, warmups, iterations, 0, "3g").with(Map.of("maker", maker.name()));
    }

    private static Line time(String work, String who, Series figure, @Nullable Comparison comparison) {
        return new Line(work, who, "ms", figure, comparison);
    }

    private static void addRetained(Table table) throws Exception {
        for (Maker maker : Maker.values()) {
            Progress.tell("graph: memory of " + maker.label());
            maker.make(Declarations.layered(SMALL_RETENTION)); // loads what it needs, which is not the graph's
            int repetitions = maker == Maker.JGRAPHT ? 1 : RETENTIONS;
            double[] perNode = new double[repetitions];
            for (int i = 0; i < repetitions; i++) {
                perNode[i] = Retained.bytes(() -> maker.make(Declarations.layered(MillionNames.SIZE))
                                .graph())
                        / (double) MillionNames.SIZE;
            }
            Series figure = Series.of(perNode);
            var goal = maker == Maker.OURS ? new Comparison("itself", figure.median(), " B", Bound.atMost(150)) : null;
            table.add(new Line(HELD, maker.label(), "B a node", figure, goal));
        }
    }
}
