package dev.orchestration.benchmarks.scheduling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of an instance.
 *
 * @param lower no makespan is shorter, which is proven
 * @param best the shortest that is known
 */
record Bounds(String instance, String set, long lower, long best) {
    private static final String HEADER = "instance,set,lb,ub,proven";

    /** Reads the list of all instances, in its order. */
    static List<Bounds> read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        if (!lines.get(0).equals(HEADER)) {
            throw new IOException(file + " does not begin with " + HEADER);
        }
        List<Bounds> all = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            all.add(new Bounds(cells[0], cells[1], Long.parseLong(cells[2]), Long.parseLong(cells[3])));
        }
        return all;
    }
}
