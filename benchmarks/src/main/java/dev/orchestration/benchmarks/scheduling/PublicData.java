package dev.orchestration.benchmarks.scheduling;

import dev.orchestration.benchmarks.measure.MissingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The instances that lie beside the repository; they are other people's and no part of it. */
final class PublicData {
    private static final int WORKERS = 16;

    private final Path folder;

    private PublicData(Path folder) {
        this.folder = folder;
    }

    /** @throws MissingException if they are not there */
    static PublicData find() {
        return at(Path.of(System.getProperty("benchmarks.data", "../../shared/data")));
    }

    /** As {@link #find} in another folder. */
    static PublicData at(Path folder) {
        if (!Files.isDirectory(folder.resolve("rcpsp")) || !Files.isDirectory(folder.resolve("wfinstances"))) {
            throw new MissingException("there are no folders rcpsp and wfinstances in ../shared/data beside the"
                    + " repository; BENCHMARKS_DATA names another folder that has them");
        }
        return new PublicData(folder);
    }

    /**
     * Something to be scheduled.
     *
     * @param lower no makespan is shorter
     * @param reference what makespans are compared with
     */
    record Problem(Instance instance, double lower, double reference) {}

    /** The instances of PSPLIB of one set, compared with the best makespan that is known. */
    List<Problem> psplib(String set) throws IOException {
        List<Problem> problems = new ArrayList<>();
        for (Bounds bounds : Bounds.read(folder.resolve("rcpsp/bounds.csv"))) {
            if (bounds.set().equals(set)) {
                Path file = folder.resolve("rcpsp").resolve(set).resolve(bounds.instance());
                problems.add(new Problem(PsplibReader.read(file), bounds.lower(), bounds.best()));
            }
        }
        return problems;
    }

    /** The traces on 16 workers, compared with the longer of their critical path and their work by worker. */
    List<Problem> traces() throws IOException {
        List<Problem> problems = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder.resolve("wfinstances"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                Instance instance = WfFormatReader.read(file, WORKERS);
                long work = instance.jobs().stream().mapToLong(Job::duration).sum();
                double bound = Math.max((double) instance.criticalPath(), work / (double) WORKERS);
                problems.add(new Problem(instance, bound, bound));
            }
        }
        return problems;
    }
}
