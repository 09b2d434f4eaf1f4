package dev.orchestration.benchmarks.processes;

import dev.orchestration.benchmarks.measure.Benchmark;
import dev.orchestration.benchmarks.measure.Bound;
import dev.orchestration.benchmarks.measure.Comparison;
import dev.orchestration.benchmarks.measure.Line;
import dev.orchestration.benchmarks.measure.MissingException;
import dev.orchestration.benchmarks.measure.Progress;
import dev.orchestration.benchmarks.measure.Series;
import dev.orchestration.benchmarks.measure.Stopwatch;
import dev.orchestration.benchmarks.measure.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goal 5. */
public final class ProcessBenchmark implements Benchmark {
    private static final int WARMUPS = 4;
    private static final int REPETITIONS = 7;
    private static final String UNIT = "/s";

    @Override
    public String name() {
        return "processes";
    }

    @Override
    public String about() {
        return "goal 5: short processes, two at once, and what capturing their output costs";
    }

    @Override
    public List<Table> run() throws Exception {
        if (Command.find("setsid").isEmpty()) {
            throw new MissingException("setsid is not installed; it comes with util-linux");
        }
        Table table = new Table(
                "Goal 5: processes a second, " + Starter.AT_ONCE + " at once",
                Starter.COUNT + " processes a repetition, all contestants in turn. Ours starts each in a session of its"
                        + " own, marks it, captures and logs its output.");
        addTrue(table);
        addLines(table);
        return List.of(table);
    }

    private static void addTrue(Table table) throws Exception {
        List<Starter> starters = new ArrayList<>(List.of(
                EngineProcesses.inMemory(Command.TRUE),
                EngineProcesses.durable(Command.TRUE),
                BareLoop.inSessions(Command.TRUE),
                BareLoop.plain(Command.TRUE)));
        addTools(starters, table);
        List<Series> rates = rates("/bin/true", starters);
        double limit = rates.get(2).median();
        List<Bound> goals = List.of(Bound.atLeast(0.85), Bound.atLeast(0.7));
        for (int i = 0; i < starters.size(); i++) {
            Bound goal = i < goals.size() ? goals.get(i) : null;
            Comparison comparison = new Comparison("this ÷ limit", rates.get(i).median() / limit, "×", goal);
            table.add(line("/bin/true", starters.get(i).label(), rates.get(i), comparison));
        }
    }

    private static void addTools(List<Starter> starters, Table table) throws IOException {
        if (Command.find("xargs").isPresent()) {
            starters.add(Tool.xargs());
        } else {
            table.add(new Line("/bin/true", "xargs -P2: not installed", UNIT, null, null));
        }
        if (Command.find("make").isPresent()) {
            starters.add(Tool.make());
        } else {
            table.add(new Line("/bin/true", "make -j2: not installed", UNIT, null, null));
        }
    }

    /**
     * The rate that ours would have if capturing cost nothing is its rate without output, lowered as much as the bare loop's
     * is when its processes write to nowhere.
     */
    private static void addLines(Table table) throws Exception {
        List<Starter> starters = List.of(
                EngineProcesses.inMemory(Command.LINES),
                EngineProcesses.inMemory(Command.TRUE),
                BareLoop.inSessions(Command.LINES),
                BareLoop.inSessions(Command.TRUE));
        List<Series> rates = rates("60 KB of output", starters);
        double free =
                rates.get(1).median() * rates.get(2).median() / rates.get(3).median();
        double cost = 100 * (1 - rates.get(0).median() / free);
        String work = "60 KB of output in 12,000 lines";
        table.add(line(
                work,
                "ours, in memory, captured and logged",
                rates.get(0),
                new Comparison("capture costs", cost, " %", Bound.atMost(10))));
        table.add(line(work, starters.get(2).label() + ", into nothing", rates.get(2), null));
    }

    private static Line line(String work, String who, Series rates, @Nullable Comparison comparison) {
        return new Line(work, who, UNIT, rates, comparison);
    }

    /** In turn, so that what disturbs the machine for a while disturbs all alike; closes the starters. */
    private static List<Series> rates(String what, List<Starter> starters) throws Exception {
        Progress.tell("processes: " + what);
        List<List<Double>> rates = new ArrayList<>();
        starters.forEach(starter -> rates.add(new ArrayList<>()));
        for (int round = 0; round < WARMUPS + REPETITIONS; round++) {
            for (int i = 0; i < starters.size(); i++) {
                double rate = Starter.COUNT * 1e9 / Stopwatch.nanos(starters.get(i)::run);
                if (round >= WARMUPS) {
                    rates.get(i).add(rate);
                }
            }
        }
        starters.forEach(Starter::close);
        return rates.stream().map(Series::new).toList();
    }
}
