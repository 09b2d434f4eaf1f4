package dev.orchestration.tasks.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.resources.ResourceManager;
import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.TaskId;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.action.ActionRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class InMemoryTasksTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ActionRegistry actions = ActionRegistry.standard();

    @Test
    void tasksRunInTheOrderOfTheirDependencies() {
        try (var tasks = InMemoryTasks.start(2, new ResourceManager(), actions)) {
            var orchestrator = tasks.orchestrator();
            TaskId first = orchestrator.submitTask(Task.of("a", "core", "echo", Map.of("message", "x")));
            TaskId second = orchestrator.submitTask(
                    Task.named("b", "core", "noop").after(first).build());
            assertThat(orchestrator.awaitTask(second, PATIENCE).status()).isEqualTo(TaskStatus.COMPLETED);
            assertThat(orchestrator.getTaskResult(first).result()).isEqualTo("x");
        }
    }

    @Test
    void nothingIsLeftWhenItIsClosed() {
        Path log;
        try (var tasks = InMemoryTasks.start(2, new ResourceManager(), actions)) {
            var echo = Task.of("a", "shell", "run", Map.of("command", "echo written"));
            log = tasks.logs()
                    .resolve(tasks.orchestrator().executeTask(echo, PATIENCE).log());
            assertThat(log).content().startsWith("written");
        }
        assertThat(Files.exists(log)).isFalse();
    }
}
