package dev.orchestration.benchmarks.scheduling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the files of PSPLIB with one mode a job: a table of successors, one of durations and demands, the capacities. */
final class PsplibReader {
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private PsplibReader() {}

    static Instance read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<List<Integer>> successors = rows(lines, "PRECEDENCE RELATIONS:", 2);
        List<List<Integer>> requests = rows(lines, "REQUESTS/DURATIONS:", 3);
        List<List<Integer>> capacities = rows(lines, "RESOURCEAVAILABILITIES:", 2);
        List<List<Integer>> dependencies = new ArrayList<>();
        successors.forEach(row -> dependencies.add(new ArrayList<>()));
        for (List<Integer> row : successors) {
            row.subList(3, row.size())
                    .forEach(successor -> dependencies.get(successor - 1).add(row.get(0) - 1));
        }
        List<Job> jobs = new ArrayList<>();
        for (List<Integer> row : requests) {
            int job = row.get(0) - 1;
            jobs.add(new Job("job " + row.get(0), row.get(2), row.subList(3, row.size()), dependencies.get(job)));
        }
        if (jobs.size() != successors.size()) {
            throw new IOException(file + ": " + jobs.size() + " durations for " + successors.size() + " jobs");
        }
        return new Instance(file.getFileName().toString(), jobs, capacities.get(0));
    }

    /** The rows of numbers of a section, which ends with a line of stars. */
    private static List<List<Integer>> rows(List<String> lines, String heading, int skipped) throws IOException {
        int at = lines.indexOf(heading);
        if (at < 0) {
            throw new IOException("no section " + heading);
        }
        return lines.subList(at + skipped, lines.size()).stream()
                .takeWhile(line -> !line.startsWith("*"))
                .map(PsplibReader::numbers)
                .toList();
    }

    private static List<Integer> numbers(String line) {
        return Stream.of(BLANKS.split(line.strip())).map(Integer::valueOf).toList();
    }
}
