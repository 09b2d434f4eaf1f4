package dev.orchestration.benchmarks.processes;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the processes do. */
enum Command {
    /** Ends at once. */
    TRUE("/bin/true"),
    /** Writes 60 KB in 12,000 lines. */
    LINES("seq 12000");

    /** The last line that {@link #LINES} writes. */
    static final String LAST_LINE = "12000\n";

    private final String line;

    Command(String line) {
        this.line = line;
    }

    List<String> words() {
        return List.of(line.split(" ", -1));
    }

    /** Where a program is installed. */
    static Optional<Path> find(String program) {
        return List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).stream()
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
