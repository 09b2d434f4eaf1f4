package dev.orchestration.benchmarks.recovery;

import dev.orchestration.benchmarks.durable.Recorded;
import dev.orchestration.benchmarks.measure.Series;
import dev.orchestration.benchmarks.measure.WorkFolder;
import dev.orchestration.benchmarks.measure.WrongResultException;
import dev.orchestration.benchmarks.work.TaskGraph;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.journal.Store;
import dev.orchestration.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** An execution whose process was killed when half of it was done, and copies of its store, of which each is resumed once. */
final class HalfDone implements AutoCloseable {
    private static final TaskGraph GRAPH = TaskGraph.chains(HostProgram.STEPS, 1);

    private final Path folder;
    private final ExecutionId id;
    private final int completed;
    private final List<Double> toFirstStep = new ArrayList<>();
    private final List<Double> toEnd = new ArrayList<>();

    private HalfDone(Path folder, ExecutionId id, int completed) {
        this.folder = folder;
        this.id = id;
        this.completed = completed;
    }

    /** Runs one to its half, and kills the process. */
    static HalfDone make() throws IOException, InterruptedException {
        Path folder = WorkFolder.create("half-done");
        try (Host host = Host.start(List.of(HostProgram.BEGIN, folder.toString()))) {
            ExecutionId id = new ExecutionId(host.hear());
            host.expect(HostProgram.HALF);
            host.kill();
            return new HalfDone(folder, id, completed(folder, id));
        }
    }

    private static int completed(Path folder, ExecutionId id) {
        try (Store store = Stores.look(HostProgram.store(folder))) {
            return Recorded.completed(store.archive(), id, GRAPH).cardinality();
        }
    }

    /** How many tasks had been recorded as completed when the process died. */
    int completed() {
        return completed;
    }

    /**
     * Resumes a copy.
     *
     * @param counts whether the times count
     */
    void resume(boolean counts) throws IOException, InterruptedException {
        Path copy = copy();
        long began = System.nanoTime();
        try (Host host = Host.start(List.of(HostProgram.RESUME, copy.toString(), id.value()))) {
            host.expect(HostProgram.FIRST);
            double first = (System.nanoTime() - began) / 1e6;
            host.expect("completed");
            double end = (System.nanoTime() - began) / 1e6;
            host.await();
            if (counts) {
                toFirstStep.add(first);
                toEnd.add(end);
            }
        }
        if (completed(copy, id) != HostProgram.STEPS) {
            throw new WrongResultException("the resumed execution has not completed every task");
        }
        WorkFolder.delete(copy);
    }

    /** As the process left it: the log of commits that are not in the file yet is part of it. */
    private Path copy() throws IOException {
        Path copy = WorkFolder.create("resumed");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    /** Milliseconds from before the process was started to the first step that it ran. */
    Series toFirstStep() {
        return new Series(toFirstStep);
    }

    /** Likewise to the end of the execution. */
    Series toEnd() {
        return new Series(toEnd);
    }

    @Override
    public void close() {
        WorkFolder.delete(folder);
    }
}
