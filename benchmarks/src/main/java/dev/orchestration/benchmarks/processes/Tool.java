package dev.orchestration.benchmarks.processes;

import dev.orchestration.benchmarks.measure.Child;
import dev.orchestration.benchmarks.measure.WorkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A peer that is a program of its own; its start is in the time. */
record Tool(String label, List<String> command) implements Starter {
    /** One {@code /bin/true} for each word of a file. */
    static Tool xargs() throws IOException {
        Path words = WorkFolder.path().resolve("words");
        Files.writeString(words, numbers().collect(Collectors.joining("\n", "", "\n")));
        return new Tool(
                "xargs -P2",
                List.of(
                        "xargs",
                        "-a",
                        words.toString(),
                        "-n1",
                        "-P" + AT_ONCE,
                        Command.TRUE.words().get(0)));
    }

    /** One target for each {@code /bin/true}; make needs no shell for such a command. */
    static Tool make() throws IOException {
        Path makefile = WorkFolder.path().resolve("Makefile");
        String targets = numbers().map(number -> "t" + number).collect(Collectors.joining(" "));
        String rule = ": \n\t@" + Command.TRUE.words().get(0) + "\n";
        Files.writeString(makefile, "all: " + targets + "\n" + targets + rule + ".PHONY: all " + targets + "\n");
        return new Tool("make -j2", List.of("make", "-s", "-j" + AT_ONCE, "-f", makefile.toString()));
    }

    private static java.util.stream.Stream<String> numbers() {
        return IntStream.range(0, COUNT).mapToObj(String::valueOf);
    }

    @Override
    public void run() throws Exception {
        Child.quietly(command);
    }
}
