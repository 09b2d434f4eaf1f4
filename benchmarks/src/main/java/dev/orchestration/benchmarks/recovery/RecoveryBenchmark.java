package dev.orchestration.benchmarks.recovery;

import dev.orchestration.benchmarks.measure.Benchmark;
import dev.orchestration.benchmarks.measure.Bound;
import dev.orchestration.benchmarks.measure.Child;
import dev.orchestration.benchmarks.measure.Comparison;
import dev.orchestration.benchmarks.measure.Line;
import dev.orchestration.benchmarks.measure.Progress;
import dev.orchestration.benchmarks.measure.Series;
import dev.orchestration.benchmarks.measure.Stopwatch;
import dev.orchestration.benchmarks.measure.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Goal 7. */
public final class RecoveryBenchmark implements Benchmark {
    private static final int REPETITIONS = 5;

    @Override
    public String name() {
        return "recovery";
    }

    @Override
    public String about() {
        return "goal 7: going on after kill -9, and stores that have seen much";
    }

    @Override
    public List<Table> run() throws Exception {
        Table table = new Table(
                "Goal 7: recovery",
                "An execution of 100,000 steps beside each other whose process was killed with half of them done; copies"
                        + " of its store are resumed, each in a new JVM and to the end. The store with a million tasks and"
                        + " an empty one are opened in turn in one JVM, in steady state.");
        addResumes(table);
        addLongLife(table);
        return List.of(table);
    }

    private static void addResumes(Table table) throws Exception {
        Progress.tell("recovery: start-up");
        Series startUp = Stopwatch.repeat(3, 9, () -> Stopwatch.nanos(() -> Child.quietly(version())) / 1e6);
        table.add(line("start-up, whole process", "orchestrate --version", startUp, null));
        Progress.tell("recovery: an execution to its half");
        try (HalfDone execution = HalfDone.make()) {
            for (int i = 0; i <= REPETITIONS; i++) {
                Progress.tell("recovery: resume " + i + " of " + REPETITIONS);
                execution.resume(i > 0);
            }
            String work = String.format(
                    Locale.ROOT, "resume with %,d of %,d done", execution.completed(), HostProgram.STEPS);
            double more = execution.toFirstStep().median() - startUp.median();
            table.add(line(
                    work,
                    "ours, process start to the first step",
                    execution.toFirstStep(),
                    new Comparison("this − start-up", more, " ms", Bound.atMost(1_000))));
            table.add(line(work, "ours, process start to the end", execution.toEnd(), null));
        }
    }

    private static List<String> version() {
        return List.of(Path.of(System.getProperty("benchmarks.root", "..")).resolve("orchestrate").toString(), "--version");
    }

    private static void addLongLife(Table table) throws Exception {
        LongLife life = LongLife.measure();
        table.add(line("open a store", "ours, empty", life.openingEmpty(), null));
        double more = life.opening().median() - life.openingEmpty().median();
        table.add(line(
                "open a store",
                "ours, a million finished tasks",
                life.opening(),
                new Comparison("this − empty", more, " ms", Bound.atMost(200))));
        table.add(line(
                "list the last 50 executions",
                "ours, of " + MillionTasks.EXECUTIONS + " with a million tasks",
                life.listing(),
                new Comparison("itself", life.listing().median(), " ms", Bound.atMost(20))));
    }

    private static Line line(String work, String who, Series figure, @Nullable Comparison comparison) {
        return new Line(work, who, "ms", figure, comparison);
    }
}
