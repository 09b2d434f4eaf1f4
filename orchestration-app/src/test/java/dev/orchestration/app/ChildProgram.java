package dev.orchestration.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program in a JVM of its own. */
final class ChildProgram implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final BufferedReader err;
    private final StringBuilder said = new StringBuilder();

    private ChildProgram(Process process) {
        this.process = process;
        this.err = process.errorReader(StandardCharsets.UTF_8);
    }

    static ChildProgram start(Path directory, String... words) throws IOException {
        return start(Terminal.in(directory), words);
    }

    /** In the folder and with the additional variables of {@code here}. */
    static ChildProgram start(Terminal here, String... words) throws IOException {
        ProcessBuilder program = new ProcessBuilder(command(words))
                .directory(here.directory().toFile())
                .redirectOutput(here.directory().resolve("out").toFile());
        program.environment().putAll(here.environment());
        return new ChildProgram(program.start());
    }

    /** The command line of a JVM that runs {@link Main}. */
    static List<String> command(String... words) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Arrays.stream(System.getProperty("orchestration.jvm.flags", "").split(" "))
                .filter(flag -> !flag.isBlank())
                .forEach(command::add);
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dguice_custom_class_loading=CHILD"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(words));
        return command;
    }

    /** Reads standard error until a line holds {@code text}; fails if there is none. */
    void awaitLine(String text) throws IOException {
        for (String line = err.readLine(); line != null; line = err.readLine()) {
            said.append(line).append('\n');
            if (line.contains(text)) {
                return;
            }
        }
        throw new AssertionError("no line with '" + text + "' in:\n" + said);
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    /** Lets it run on for up to {@code millis}, then ends it as a power cut would. */
    void killAfter(int millis) throws InterruptedException {
        process.waitFor(millis, TimeUnit.MILLISECONDS);
        process.destroyForcibly();
        process.waitFor();
    }

    int awaitExit() throws IOException, InterruptedException {
        for (String line = err.readLine(); line != null; line = err.readLine()) {
            said.append(line).append('\n');
        }
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("it did not end; it said:\n" + said);
        }
        return process.exitValue();
    }

    String err() {
        return said.toString();
    }

    static String out(Path directory) throws IOException {
        return Files.readString(directory.resolve("out"));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
