package dev.orchestration.benchmarks.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where benchmarks write, on the disk that the build is on, so that a store is on a real disk. */
public final class WorkFolder {
    private WorkFolder() {}

    /** The folder itself; exists. */
    public static Path path() throws IOException {
        return Files.createDirectories(Path.of(System.getProperty("benchmarks.work", "target/work")));
    }

    /** A new empty folder in it; whoever takes it gives it back to {@link #delete}. */
    public static Path create(String name) throws IOException {
        return Files.createTempDirectory(path(), name);
    }

    /** Deletes a folder with all that is in it. */
    public static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
