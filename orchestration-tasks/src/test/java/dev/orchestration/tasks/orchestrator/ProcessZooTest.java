package dev.orchestration.tasks.orchestrator;

import static dev.orchestration.tasks.orchestrator.TaskEngine.id;
import static dev.orchestration.tasks.orchestrator.TaskEngine.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.TaskBuilder;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.process.FileAttemptLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs that behave as none should: they are ended with all that they left behind, and fill neither memory nor disk. */
@Timeout(120)
class ProcessZooTest {
    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    private static TaskBuilder shell(String command) {
        return Task.named("zoo", "shell", "run")
                .id("zoo")
                .parameters(Map.of("command", command))
                .maxRetries(0);
    }

    /** Begins the command, waits for the pid that it writes to the file {@code pid}, and cancels; the process must be gone. */
    private void cancelledIsGone(String command) throws Exception {
        try (TaskEngine tasks = TaskEngine.started(folder)) {
            tasks.submit(shell(command));
            ProcessHandle process = Pids.awaitWritten(folder.resolve("pid"));
            assertThat(tasks.engine.cancelTask(id("zoo"))).isTrue();
            assertThat(tasks.engine.awaitTask(id("zoo"), LONG).status()).isEqualTo(TaskStatus.CANCELLED);
            assertThat(process.onExit()).succeedsWithin(LONG);
        }
    }

    @Test
    void whatIgnoresSigtermIsKilled() throws Exception {
        cancelledIsGone("trap '' TERM INT HUP; echo $$ > pid; while :; do sleep 1; done");
    }

    @Test
    void whatForkedTwiceIsFound() throws Exception {
        cancelledIsGone("(setsid sh -c '(trap \"\" TERM; echo $$ > pid; exec sleep 1000) &' &); sleep 1000");
    }

    @Test
    void whatClosedItsOutputAndLivesOnIsWaitedForAndCanBeCancelled() throws Exception {
        cancelledIsGone("exec 1>&- 2>&-; echo $$ > pid; while :; do sleep 1; done");
    }

    @Test
    void whatClosedItsOutputHasNotEndedBeforeItEnds() {
        try (TaskEngine tasks = TaskEngine.started(folder)) {
            TaskResult result = tasks.engine.executeTask(
                    shell("exec 1>&- 2>&-; sleep 0.3; : > done").build(), LONG);
            assertThat(result.success()).isTrue();
            assertThat(folder.resolve("done")).exists();
        }
    }

    @Test
    void whatOutlivesItsTimeoutIsEndedWithItsChildren() throws Exception {
        try (TaskEngine tasks = TaskEngine.started(folder)) {
            TaskResult result = tasks.engine.executeTask(
                    shell("(setsid sh -c 'echo $$ > pid; exec sleep 1000' &); sleep 1000")
                            .timeout(Duration.ofMillis(700))
                            .build(),
                    LONG);
            assertThat(result.error().type()).isEqualTo("Timeout");
            Path pid = folder.resolve("pid");
            if (Files.exists(pid) && Files.size(pid) > 0) { // on a slow machine its time was up before that
                assertThat(Pids.awaitWritten(pid).onExit()).succeedsWithin(LONG);
            }
        }
    }

    @Test
    void aGigabyteOfOutputFillsNeitherDiskNorMemory() throws Exception {
        try (TaskEngine tasks = TaskEngine.started(folder)) {
            TaskResult result = tasks.engine.executeTask(
                    shell("yes 0123456789abcde | head -c 1073741824; echo the end")
                            .build(),
                    LONG);
            assertThat(result.success()).isTrue();
            assertThat(((Map<?, ?>) result.result()).get("stdout_cut")).isEqualTo(true);
            long size = Files.size(folder.resolve(result.log()));
            assertThat(size).isBetween(FileAttemptLog.MAX_BYTES, FileAttemptLog.MAX_BYTES + 200);
        }
    }

    @Test
    void aLineOfHalfAGigabyteIsCut() throws Exception {
        try (TaskEngine tasks = TaskEngine.started(folder)) {
            TaskResult result = tasks.engine.executeTask(
                    shell("head -c 500000000 /dev/zero | tr '\\0' x; echo; echo next")
                            .build(),
                    LONG);
            assertThat(Files.readString(folder.resolve(result.log())))
                    .hasSizeLessThan(FileAttemptLog.MAX_LINE + 1_000)
                    .contains("bytes more]\nnext\n");
            assertThat(tasks.engine.executeTask(task("good").build(), LONG).success())
                    .isTrue();
        }
    }
}
