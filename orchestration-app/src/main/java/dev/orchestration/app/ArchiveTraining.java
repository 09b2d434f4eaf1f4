package dev.orchestration.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Carries out the everyday commands in one JVM and in the current, empty directory, so that Java can note which classes
 * they load. The launcher makes its archive for quick starts of that list; nobody else calls this. Exit codes of the
 * commands do not matter here: whatever they loaded is in the list.
 */
final class ArchiveTraining {
    private static final String WORKFLOW = """
            name: training
            parameters: {day: {type: integer, default: 1}}
            steps:
              - {name: hello, module: shell, action: run, parameters: {command: "echo hello"}, timeout: 30s}
              - {name: again, module: shell, action: run, parameters: {command: "echo {{day}}"},
                 depends_on: [hello], run_if: "parameters.day > 0 && parameters.day + 1 < 7"}
            """;

    private ArchiveTraining() {}

    /** Ends the JVM in any case: a command that hangs must not leave a process behind on a user's machine. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Files.writeString(Path.of("training.yaml"), WORKFLOW);
        int code = 0;
        try {
            CompletableFuture.runAsync(ArchiveTraining::everydayCommands).get(60, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            code = 1;
        }
        System.exit(code);
    }

    private static void everydayCommands() {
        List<String[]> commands = List.of(
                command("version"),
                command("help"),
                command("help", "run"),
                command("validate", "training.yaml"),
                command("run", "training.yaml", "--store", "state.db"),
                command("run", "training.yaml", "--store", "state.db", "--json"),
                command("list", "--store", "state.db"),
                command("list", "--store", "state.db", "--json"));
        for (String[] command : commands) {
            Main.answer(command);
        }
    }

    private static String[] command(String... words) {
        return words;
    }
}
