package dev.orchestration.tasks.orchestrator;

import static dev.orchestration.tasks.orchestrator.TaskEngine.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.TaskResult;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A task that takes memory without end, in a JVM of its own so that it takes none of anybody else's. */
@Tag("child-jvm")
@Timeout(120)
class HoardTest {
    private static final int BLOCK = 4 << 20;

    @TempDir
    Path folder;

    public static void main(String[] args) {
        try (TaskEngine tasks = TaskEngine.started(Path.of(args[0]))) {
            tasks.actions.register("zoo", "hoards", ctx -> {
                List<byte[]> hoard = new ArrayList<>();
                while (hoard.size() < Integer.MAX_VALUE) {
                    hoard.add(new byte[BLOCK]);
                }
                return hoard.size();
            });
            for (int i = 0; i < 3; i++) {
                Task hoarder =
                        Task.named("hoarder", "zoo", "hoards").maxRetries(0).build();
                TaskResult bad = tasks.engine.executeTask(hoarder, Duration.ofSeconds(60));
                System.out.println(bad.status() + " "
                        + (bad.error() == null ? "" : bad.error().type()));
                TaskResult good = tasks.engine.executeTask(task("good" + i).build(), Duration.ofSeconds(60));
                System.out.println(good.status());
            }
        }
    }

    @Test
    void whatTakesAllMemoryFailsAndTheEngineGoesOn() throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Arrays.stream(System.getProperty("orchestration.jvm.flags", "").split(" +"))
                .filter(flag -> !flag.isEmpty())
                .forEach(command::add);
        command.addAll(List.of("-Xmx64m", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(HoardTest.class.getName(), folder.toString()));
        Process child = new ProcessBuilder(command)
                .redirectError(folder.resolve("err").toFile())
                .start();
        try (BufferedReader out = child.inputReader()) {
            assertThat(out.lines().toList())
                    .containsExactly(
                            "FAILED OutOfMemoryError",
                            "COMPLETED",
                            "FAILED OutOfMemoryError",
                            "COMPLETED",
                            "FAILED OutOfMemoryError",
                            "COMPLETED");
            assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            child.destroyForcibly();
        }
    }
}
