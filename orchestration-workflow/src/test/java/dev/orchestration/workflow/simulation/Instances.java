package dev.orchestration.workflow.simulation;

import dev.orchestration.state.Json;
import dev.orchestration.workflow.definition.SharedData;
import dev.orchestration.workflow.simulation.Problem.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads the scheduling problems of the shared data: PSPLIB's .sm files, and traces in WfFormat 1.5. */
final class Instances {
    private static final long SECOND = 1_000_000;

    private Instances() {}

    /** The instances of {@code j30}, {@code j60} or {@code j120}; one unit of time is {@code unit} microseconds. */
    static List<Problem> rcpsp(String set, long unit) throws IOException {
        Path folder = SharedData.folder().resolve("rcpsp");
        List<Problem> problems = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("bounds.csv"))) {
            String[] columns = line.split(",", -1);
            if (columns[1].equals(set)) {
                problems.add(rcpsp(folder.resolve(set).resolve(columns[0]), columns, unit));
            }
        }
        return problems;
    }

    private static Problem rcpsp(Path file, String[] columns, long unit) throws IOException {
        Map<Integer, int[]> successors = new LinkedHashMap<>();
        Map<Integer, int[]> demands = new LinkedHashMap<>();
        int[] available = {};
        String section = "";
        for (String line : Files.readAllLines(file)) {
            if (line.matches("[A-Z]{2}.*")) {
                section = line;
            } else if (line.matches(" *[0-9][0-9 ]*")) {
                int[] row = Stream.of(line.strip().split(" +"))
                        .mapToInt(Integer::parseInt)
                        .toArray();
                if (section.startsWith("PRECEDENCE")) {
                    successors.put(row[0], Arrays.copyOfRange(row, 3, row.length));
                } else if (section.startsWith("REQUESTS")) {
                    demands.put(row[0], Arrays.copyOfRange(row, 2, row.length));
                } else if (section.startsWith("RESOURCEAVAIL")) {
                    available = row;
                }
            }
        }
        Map<String, Integer> capacities = new LinkedHashMap<>();
        for (int i = 0; i < available.length; i++) {
            capacities.put("r" + i, available[i]);
        }
        return new Problem(
                columns[0],
                jobs(successors, demands, unit),
                capacities,
                demands.size(),
                Long.parseLong(columns[2]) * unit,
                Long.parseLong(columns[3]) * unit);
    }

    private static Map<String, Job> jobs(Map<Integer, int[]> successors, Map<Integer, int[]> demands, long unit) {
        Map<Integer, List<String>> dependencies = new LinkedHashMap<>();
        successors.forEach((job, next) -> Arrays.stream(next)
                .forEach(follower -> dependencies
                        .computeIfAbsent(follower, key -> new ArrayList<>())
                        .add("j" + job)));
        Map<String, Job> jobs = new LinkedHashMap<>();
        demands.forEach((job, row) -> {
            Map<String, Integer> needs = new LinkedHashMap<>();
            for (int i = 1; i < row.length; i++) {
                if (row[i] > 0) {
                    needs.put("r" + (i - 1), row[i]);
                }
            }
            String name = "j" + job;
            jobs.put(name, new Job(name, row[0] * unit, dependencies.getOrDefault(job, List.of()), needs));
        });
        return jobs;
    }

    /** The traces; each job takes one of {@code workers}. */
    static List<Problem> traces(int workers) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(SharedData.folder().resolve("wfinstances"))) {
            files = all.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
        List<Problem> problems = new ArrayList<>();
        for (Path file : files) {
            problems.add(trace(file, workers));
        }
        return problems;
    }

    private static Problem trace(Path file, int workers) throws IOException {
        Map<?, ?> workflow = map(map(Json.read(Files.readString(file))).get("workflow"));
        Map<Object, Long> durations = new LinkedHashMap<>();
        for (Object task : list(map(workflow.get("execution")).get("tasks"))) {
            double seconds = ((Number) map(task).get("runtimeInSeconds")).doubleValue();
            durations.put(map(task).get("id"), Math.round(seconds * SECOND));
        }
        Map<String, Job> jobs = new LinkedHashMap<>();
        for (Object task : list(map(workflow.get("specification")).get("tasks"))) {
            String id = map(task).get("id").toString();
            List<String> parents = list(map(task).get("parents")).stream()
                    .map(Object::toString)
                    .toList();
            jobs.put(id, new Job(id, durations.get(id), parents, Map.of()));
        }
        return new Problem(file.getFileName().toString(), jobs, Map.of(), workers, 0, 0);
    }

    private static Map<?, ?> map(Object value) {
        return (Map<?, ?>) value;
    }

    private static List<?> list(Object value) {
        return (List<?>) value;
    }
}
