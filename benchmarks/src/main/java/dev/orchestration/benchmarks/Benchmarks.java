package dev.orchestration.benchmarks;

import dev.orchestration.benchmarks.durable.DurableBenchmark;
import dev.orchestration.benchmarks.graph.GraphBenchmark;
import dev.orchestration.benchmarks.measure.Benchmark;
import dev.orchestration.benchmarks.measure.Child;
import dev.orchestration.benchmarks.measure.MissingException;
import dev.orchestration.benchmarks.measure.Table;
import dev.orchestration.benchmarks.measure.WorkFolder;
import dev.orchestration.benchmarks.measure.WrongResultException;
import dev.orchestration.benchmarks.memory.MemoryBenchmark;
import dev.orchestration.benchmarks.processes.ProcessBenchmark;
import dev.orchestration.benchmarks.recovery.RecoveryBenchmark;
import dev.orchestration.benchmarks.scheduling.SchedulingBenchmark;
import dev.orchestration.benchmarks.scheduling.SimulatorBenchmark;
import dev.orchestration.state.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The command: each benchmark in a JVM of its own, so that none runs on what another has warmed up. Exit code 0: measured,
 * whether goals are met or missed; 1: a result was wrong or something broke; 2: wrong usage.
 */
public final class Benchmarks {
    private static final List<Benchmark> ALL = List.of(
            new Calibration(),
            new MemoryBenchmark(),
            new DurableBenchmark(),
            new GraphBenchmark(),
            new RecoveryBenchmark(),
            new ProcessBenchmark(),
            new SimulatorBenchmark(),
            new SchedulingBenchmark());

    private Benchmarks() {}

    public static void main(String[] words) throws Exception {
        CommandLine line;
        try {
            line = CommandLine.parse(words, ALL);
        } catch (CommandLine.UsageException e) {
            System.err.println("benchmarks: " + e.getMessage());
            System.exit(2);
            return;
        }
        if (line.help()) {
            help();
        } else {
            System.exit(line.here() ? runHere(line) : runApart(line));
        }
    }

    private static void help() {
        System.out.println("usage: benchmarks/run [NAME...] [--json FILE]\n       benchmarks/run soak [--minutes N]\n");
        ALL.forEach(benchmark -> System.out.printf("  %-12s %s%n", benchmark.name(), benchmark.about()));
    }

    private static int runApart(CommandLine line) throws IOException, InterruptedException {
        System.out.println("## Figures\n" + Machine.line() + "\n");
        List<Object> parts = new ArrayList<>();
        int worst = 0;
        for (String name : line.names()) {
            Path part = WorkFolder.path().resolve(name + ".json");
            Files.deleteIfExists(part);
            int code = Child.run(Child.command(
                    Benchmarks.class, List.of(CommandLine.HERE, name, CommandLine.JSON, part.toString())));
            worst = Math.max(worst, code);
            if (Files.exists(part) && Json.read(Files.readString(part)) instanceof Map<?, ?> whole) {
                parts.addAll((List<?>) whole.get("benchmarks"));
            }
        }
        write(line.json(), parts);
        return worst;
    }

    private static int runHere(CommandLine line) throws Exception {
        List<Object> parts = new ArrayList<>();
        for (String name : line.names()) {
            try {
                parts.add(run(name));
            } catch (WrongResultException e) {
                System.err.println(
                        "benchmarks: " + name + ": a result was wrong, so its time means nothing: " + e.getMessage());
                return 1;
            }
        }
        write(line.json(), parts);
        return 0;
    }

    private static Map<String, Object> run(String name) throws Exception {
        Benchmark benchmark = ALL.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("name", name);
        double before = Machine.load();
        List<Table> tables = tables(benchmark, result);
        double after = Machine.load();
        result.put("load", List.of(before, after));
        result.put("tables", tables.stream().map(Table::json).toList());
        tables.forEach(table -> System.out.println(table.markdown(Machine.loads(before, after))));
        return result;
    }

    /** What is missing is a note where a person runs it, and a failure where nobody would read the note. */
    private static List<Table> tables(Benchmark benchmark, Map<String, Object> result) throws Exception {
        try {
            return benchmark.run();
        } catch (MissingException e) {
            if ("true".equals(System.getenv("CI"))) {
                throw e;
            }
            System.out.println("### " + benchmark.name() + "\nSkipped: " + e.getMessage() + "\n");
            result.put("skipped", String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    private static void write(@Nullable Path json, List<?> parts) throws IOException {
        if (json != null) {
            Map<String, Object> whole = new LinkedHashMap<>();
            whole.put("machine", Machine.describe());
            whole.put("benchmarks", parts);
            Files.writeString(json, Json.pretty(whole) + "\n");
        }
    }
}
