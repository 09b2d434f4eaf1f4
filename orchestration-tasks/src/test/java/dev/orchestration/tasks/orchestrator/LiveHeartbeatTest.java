package dev.orchestration.tasks.orchestrator;

import static dev.orchestration.tasks.orchestrator.TaskEngine.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.JsonValue;
import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.TaskResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LiveHeartbeatTest {
    @TempDir
    Path folder;

    @Test
    void anActionHandsItsProgressToTheNextAttempt() {
        try (TaskEngine tasks = TaskEngine.started(folder)) {
            tasks.actions.register("test", "count", ctx -> {
                long from = (Long) ctx.heartbeatDetails().map(JsonValue::raw).orElse(0L);
                ctx.heartbeat(from + 10);
                if (from < 20) {
                    throw new IllegalStateException("once more");
                }
                return from;
            });
            Task task = Task.named("count", "test", "count").retry(quickly()).build();
            TaskResult result = tasks.engine.executeTask(task, Duration.ofSeconds(30));
            assertThat(result.result()).isEqualTo(20L);
            assertThat(result.attempts()).isEqualTo(3);
        }
    }

    private static dev.orchestration.tasks.RetryPolicy quickly() {
        return new dev.orchestration.tasks.RetryPolicy(
                5, Duration.ofMillis(1), 1, Duration.ofMillis(1), 0, dev.orchestration.tasks.RetryPolicy.RETRYABLE);
    }

    @Test
    void anActionThatIsSilentIsInterrupted() {
        try (TaskEngine tasks = TaskEngine.started(folder)) {
            tasks.actions.register("test", "hang", ctx -> {
                ctx.heartbeat();
                new CountDownLatch(1).await();
                return null;
            });
            Task task = Task.named("hang", "test", "hang")
                    .heartbeatTimeout(Duration.ofMillis(30))
                    .maxRetries(0)
                    .build();
            TaskResult result = tasks.engine.executeTask(task, Duration.ofSeconds(30));
            assertThat(result.error().type()).isEqualTo("HeartbeatTimeout");
        }
    }

    @Test
    void detailsThatAreTooLargeAreTheActionsFault() {
        try (TaskEngine tasks = TaskEngine.started(folder)) {
            tasks.actions.register("test", "boast", ctx -> {
                ctx.heartbeat("x".repeat(70_000));
                return null;
            });
            Task task = Task.of("boast", "test", "boast", Map.of());
            assertThat(tasks.engine
                            .executeTask(task, Duration.ofSeconds(30))
                            .error()
                            .kind())
                    .isEqualTo(ErrorKind.USER);
        }
    }

    @Test
    void progressSurvivesAKill() throws Exception {
        try (TaskEngine first = TaskEngine.started(folder)) {
            CountDownLatch told = new CountDownLatch(1);
            first.actions.register("test", "work", ctx -> {
                ctx.heartbeat("half");
                told.countDown();
                new CountDownLatch(1).await();
                return null;
            });
            first.engine.submitTask(Task.named("w", "test", "work").id("w").build());
            told.await();
            first.engine.getTaskStatus(id("w")); // by now the beat is recorded
            TaskEngine killed = first.afterAKill(actions -> actions.register(
                    "test",
                    "work",
                    ctx -> ctx.heartbeatDetails().map(JsonValue::raw).orElse("nothing")));
            try (TaskEngine second = killed.start()) {
                assertThat(second.engine
                                .awaitTask(id("w"), Duration.ofSeconds(60))
                                .result())
                        .isEqualTo("half");
            }
        }
    }
}
