package dev.orchestration.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The Java files of all modules under one root, in the order of their paths; names are given relative to the root. */
record SourceTree(Path root) {
    private static final int LINES_OF_A_FILE = 250;

    /** The records of a sealed family that are found through it stand in one file. */
    private static final String FAMILY = "state/event/Event.java";

    /** The tree this test was built from, told by the parent pom. */
    static SourceTree ours() {
        return new SourceTree(Path.of(System.getProperty("orchestration.root")));
    }

    List<String> mainFiles() {
        return files("src/main/java", file -> true);
    }

    List<String> longerThanAllowed() {
        return files(
                "src/main/java",
                file -> !file.endsWith(FAMILY) && text(file).lines().count() > LINES_OF_A_FILE);
    }

    List<String> outsideOfNullMarkedPackages() {
        return files("src/main/java", file -> !isNullMarked(file.resolveSibling("package-info.java")));
    }

    /** Test classes that wait by sleeping; what stands under {@code wrong} shows the rules what to reject. */
    List<String> sleepingTests() {
        return files("src/test/java", file -> !file.toString().contains("/wrong/") && sleeps(text(file)));
    }

    private static boolean isNullMarked(Path packageInfo) {
        return Files.exists(packageInfo) && text(packageInfo).contains("@NullMarked\npackage ");
    }

    private static boolean sleeps(String text) {
        return text.contains("Thread.sleep" + "(") || text.contains("SECONDS.sleep" + "(");
    }

    private List<String> files(String folder, Predicate<Path> wanted) {
        try (Stream<Path> modules = Files.list(root)) {
            return modules.map(module -> module.resolve(folder))
                    .filter(Files::isDirectory)
                    .flatMap(SourceTree::filesUnder)
                    .filter(file -> file.toString().endsWith(".java"))
                    .filter(wanted)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> filesUnder(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
