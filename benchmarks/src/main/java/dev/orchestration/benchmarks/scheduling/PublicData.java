package dev.orchestration.benchmarks.scheduling;

import dev.orchestration.benchmarks.measure.MissingException;
import dev.orchestration.tasks.OrchestrationMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
     * @param unit how long the engine takes a unit of the instance's time for
     * @param slots how many tasks the engine runs at once
     * @param named how many of the instance's resources tasks ask for; a further one is the slots
     */
    record Problem(Instance instance, double lower, double reference, Duration unit, int slots, int named) {
        Schedule schedule(OrchestrationMode mode) {
            return new SimulatedEngine(instance, unit, slots, named).schedule(mode);
        }
    }

    /** The instances of PSPLIB of one set, compared with the best makespan that is known. */
    List<Problem> psplib(String set) throws IOException {
        List<Problem> problems = new ArrayList<>();
        for (Bounds bounds : Bounds.read(folder.resolve("rcpsp/bounds.csv"))) {
            if (bounds.set().equals(set)) {
                Path file = folder.resolve("rcpsp").resolve(set).resolve(bounds.instance());
                Instance instance = PsplibReader.read(file);
                int named = instance.capacities().size();
                // A unit is short enough for all to fit into one slot of ageing, which is no matter of these instances.
                problems.add(new Problem(
                        instance, bounds.lower(), bounds.best(), Duration.ofMillis(1), instance.size(), named));
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
                problems.add(new Problem(instance, bound, bound, Duration.ofNanos(1_000), WORKERS, 0));
            }
        }
        return problems;
    }
}
