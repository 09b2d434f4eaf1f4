package dev.orchestration.tasks.orchestrator;

import static dev.orchestration.tasks.orchestrator.Engine.refused;
import static dev.orchestration.tasks.orchestrator.TaskEngine.failing;
import static dev.orchestration.tasks.orchestrator.TaskEngine.gated;
import static dev.orchestration.tasks.orchestrator.TaskEngine.id;
import static dev.orchestration.tasks.orchestrator.TaskEngine.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.tasks.RetryPolicy;
import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.TaskStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class CancelTaskTest {
    @TempDir
    Path folder;

    @Test
    void aQueuedTaskNeverRuns() throws Exception {
        try (TaskEngine tasks = TaskEngine.with(folder, 1, settings -> settings).start()) {
            tasks.submit(gated("first"));
            tasks.awaitBegun("first");
            tasks.submit(task("ready"));
            tasks.submit(task("blocked").after(id("ready")));
            tasks.submit(task("pending").after(id("nowhere")));
            assertThat(tasks.engine.cancelTask(id("ready"))).isTrue();
            assertThat(tasks.engine.cancelTask(id("ready"))).isFalse();
            assertThat(tasks.engine.cancelTask(id("blocked")))
                    .as("blocked for good")
                    .isFalse();
            assertThat(tasks.engine.cancelTask(id("pending"))).isTrue();
            tasks.open("first");
            tasks.thenAllEnd().then("ready", TaskStatus.CANCELLED).then("pending", TaskStatus.CANCELLED);
            assertThat(tasks.ran).containsExactly("first");
        }
    }

    @Test
    void aRunningTaskIsInterruptedAndCancelledOnce() throws Exception {
        try (TaskEngine tasks = TaskEngine.started(folder)) {
            tasks.submit(gated("a"));
            tasks.awaitBegun("a");
            assertThat(tasks.engine.cancelTask(id("a"), "me", "no need")).isTrue();
            assertThat(tasks.engine.cancelTask(id("a"))).isFalse();
            assertThat(tasks.engine.awaitTask(id("a"), null).status()).isEqualTo(TaskStatus.CANCELLED);
            assertThat(tasks.engine.cancelTask(id("a"))).isFalse();
        }
    }

    @Test
    void aTaskBetweenTwoAttemptsHasNoOtherOne() {
        try (TaskEngine tasks = TaskEngine.started(folder)) {
            Duration month = Duration.ofDays(30);
            tasks.submit(failing("a").retry(new RetryPolicy(9, month, 1, month, 0, Set.of(ErrorKind.INTERNAL))));
            while (tasks.engine.getTaskStatus(id("a")) != TaskStatus.WAITING) {
                Thread.onSpinWait();
            }
            assertThat(tasks.engine.cancelTask(id("a"))).isTrue();
            tasks.thenAllEnd().then("a", TaskStatus.CANCELLED);
            assertThat(tasks.ran).hasSize(1);
        }
    }

    /** Its timer stayed until it was due, which may be in a month. */
    @Test
    void whatIsCancelledWhileItWaitsForATimeLeavesNoTimer() {
        try (TaskEngine tasks = TaskEngine.started(folder)) {
            Duration month = Duration.ofDays(30);
            tasks.submit(failing("again").retry(new RetryPolicy(1, month, 1, month, 0, Set.of(ErrorKind.INTERNAL))));
            tasks.submit(Task.named("sleeps", "core", "sleep").id("sleeps").parameters(Map.of("duration", "30d")));
            for (String waits : List.of("again", "sleeps")) {
                while (tasks.engine.getTaskStatus(id(waits)) != TaskStatus.WAITING) {
                    Thread.onSpinWait();
                }
                assertThat(tasks.engine.cancelTask(id(waits))).isTrue();
            }
            tasks.thenAllEnd();
            assertThat(tasks.nextTimer()).isEmpty();
        }
    }

    @Test
    void nobodyKnowsATaskThatWasNeverSubmitted() {
        try (TaskEngine tasks = TaskEngine.started(folder)) {
            refused(ErrorCode.UNKNOWN_TASK, () -> tasks.engine.cancelTask(id("a")));
            refused(ErrorCode.UNKNOWN_TASK, () -> tasks.engine.getTaskResult(id("a")));
        }
    }

    @Test
    void onlyNamedKindsOfFailureAreTriedAgain() {
        try (TaskEngine tasks = TaskEngine.started(folder)) {
            tasks.submit(failing("a").maxRetries(9).retryOn(dev.orchestration.state.ErrorKind.EXTERNAL));
            tasks.thenAllEnd().then("a", TaskStatus.FAILED);
            assertThat(tasks.ran).hasSize(1);
        }
    }

    @Test
    void aTimeoutIsAFailedAttempt() {
        try (TaskEngine tasks = TaskEngine.started(folder)) {
            Task slow = gated("a").timeout(Duration.ofMillis(20)).maxRetries(0).build();
            assertThat(tasks.engine.executeTask(slow).error().type()).isEqualTo("Timeout");
        }
    }
}
