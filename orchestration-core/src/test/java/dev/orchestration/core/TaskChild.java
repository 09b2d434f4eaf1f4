package dev.orchestration.core;

import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.TaskId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A host application in a process of its own: it submits one task after the other and tells each that was accepted. */
final class TaskChild implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;

    private TaskChild(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    /** What the host does for a living: each task writes its id into the ledger. */
    static EngineBuilder host(Path folder) {
        return OrchestrationEngine.builder()
                .store(folder.resolve("state.db"))
                .workers(2)
                .action("host", "mark", ctx -> mark(folder, ctx.step()));
    }

    private static Object mark(Path folder, String id) {
        try {
            Files.writeString(
                    folder.resolve("ledger"), id + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Task task(int number) {
        TaskId[] before = number < 3 ? new TaskId[0] : new TaskId[] {new TaskId("t" + (number - 3))};
        return Task.named("mark", "host", "mark").id("t" + number).after(before).build();
    }

    public static void main(String[] args) {
        try (OrchestrationEngine engine = host(Path.of(args[0])).build()) {
            for (int number = 0; ; number++) {
                engine.submitTask(task(number));
                System.out.println(number);
            }
        }
    }

    static TaskChild start(Path folder) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Arrays.stream(System.getProperty("orchestration.jvm.flags", "").split(" +"))
                .filter(flag -> !flag.isEmpty())
                .forEach(command::add);
        command.addAll(List.of("-Dguice_custom_class_loading=CHILD", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(TaskChild.class.getName(), folder.toString()));
        return new TaskChild(new ProcessBuilder(command)
                .redirectError(folder.resolve("err").toFile())
                .start());
    }

    /** Lets it submit so many, then kills it; gives the number of the last one that it said was accepted. */
    int killAfter(int tasks) throws IOException {
        int told = -1;
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            told = Integer.parseInt(line);
            if (told == tasks) {
                // By its handle: the process itself would close what it had said before.
                process.toHandle().destroyForcibly();
            }
        }
        process.onExit().join();
        return told;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
