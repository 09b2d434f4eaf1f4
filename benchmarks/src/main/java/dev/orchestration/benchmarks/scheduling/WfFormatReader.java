package dev.orchestration.benchmarks.scheduling;

import dev.orchestration.state.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads traces in WfFormat 1.5: the tasks and their parents from the specification, how long they took from the execution.
 * Durations in microseconds; one resource, the workers, of which each task needs one.
 */
final class WfFormatReader {
    private WfFormatReader() {}

    static Instance read(Path file, int workers) throws IOException {
        Object workflow = member(Json.read(Files.readString(file)), "workflow");
        Map<String, Long> durations = new LinkedHashMap<>();
        for (Object task : list(member(member(workflow, "execution"), "tasks"))) {
            double seconds = ((Number) member(task, "runtimeInSeconds")).doubleValue();
            durations.put(text(member(task, "id")), Math.round(seconds * 1e6));
        }
        Map<String, List<String>> parents = new LinkedHashMap<>();
        for (Object task : list(member(member(workflow, "specification"), "tasks"))) {
            parents.put(
                    text(member(task, "id")),
                    list(member(task, "parents")).stream()
                            .map(WfFormatReader::text)
                            .toList());
        }
        return instance(file.getFileName().toString(), durations, parents, workers);
    }

    private static Instance instance(
            String name, Map<String, Long> durations, Map<String, List<String>> parents, int workers)
            throws IOException {
        Map<String, Integer> index = order(name, parents);
        List<Job> jobs = new ArrayList<>();
        for (String id : index.keySet()) {
            Long duration = durations.get(id);
            if (duration == null) {
                throw new IOException(name + ": the execution has no task " + id);
            }
            List<Integer> dependencies = parents.getOrDefault(id, List.of()).stream()
                    .map(parent -> index.getOrDefault(parent, -1))
                    .toList();
            jobs.add(new Job(id, duration, List.of(1), dependencies));
        }
        return new Instance(name, jobs, List.of(workers));
    }

    /** Parents first, otherwise as in the file. */
    private static Map<String, Integer> order(String name, Map<String, List<String>> parents) throws IOException {
        Map<String, Integer> index = new LinkedHashMap<>();
        Deque<String> left = new ArrayDeque<>(parents.keySet());
        for (int passed = 0; !left.isEmpty(); ) {
            String id = left.remove();
            if (index.keySet().containsAll(parents.getOrDefault(id, List.of()))) {
                index.put(id, index.size());
                passed = 0;
            } else if (++passed <= left.size()) {
                left.add(id);
            } else {
                throw new IOException(name + ": task " + id + " has a parent that is missing or waits for it");
            }
        }
        return index;
    }

    private static Object member(@Nullable Object value, String key) throws IOException {
        Object member = value instanceof Map<?, ?> map ? map.get(key) : null;
        if (member == null) {
            throw new IOException("no '" + key + "' where WfFormat has one");
        }
        return member;
    }

    private static List<?> list(Object value) throws IOException {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new IOException("not a list where WfFormat has one: " + value.getClass());
    }

    private static String text(@Nullable Object value) {
        return String.valueOf(value);
    }
}
