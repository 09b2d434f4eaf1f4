package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.tasks.QueueFullException;
import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.TaskId;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.workflow.WorkflowExecution;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EngineTasksTest {
    @TempDir
    Path folder;

    private EngineBuilder builder() {
        return OrchestrationEngine.builder().store(folder.resolve("state.db"));
    }

    @Test
    void aTaskNeedsNoWorkflow() {
        try (var engine = OrchestrationEngine.builder().build()) {
            Task hello = Task.of("hello", "core", "echo", Map.of("message", "hi"));
            assertThat(engine.executeTask(hello, Duration.ofSeconds(30)).result())
                    .isEqualTo("hi");
        }
    }

    /** The guide said so; the task was accepted, and failed when it ran. */
    @Test
    void aTaskWhoseParametersItsActionRefusesIsRefusedAtOnce() {
        try (var engine = OrchestrationEngine.builder().build()) {
            assertThatThrownBy(() -> engine.submitTask(Task.of("hello", "core", "echo", Map.of("massage", "hi"))))
                    .hasMessageContaining("task 'hello'")
                    .hasMessageContaining("message: is required");
            assertThat(engine.taskOrchestrator().listTasks()).isEmpty();
        }
    }

    @Test
    void whatOneEngineLeftTheNextOneGoesOnWith() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        TaskId id;
        try (var engine = builder()
                .action("host", "job", ctx -> {
                    begun.countDown();
                    new CountDownLatch(1).await();
                    return null;
                })
                .build()) {
            id = engine.submitTask(Task.of("job", "host", "job", Map.of()));
            begun.await();
        }
        CountDownLatch again = new CountDownLatch(1);
        try (var engine = builder()
                .action("host", "job", ctx -> {
                    again.countDown();
                    return null;
                })
                .build()) {
            assertThat(engine.taskOrchestrator().abandonedAttempts()).isZero();
            again.await();
            assertThat(engine.taskOrchestrator().awaitTask(id, null).attempts()).isEqualTo(2);
        }
    }

    /** The engine could not be used at all for want of an action that nobody asked for. */
    @Test
    void recordedTasksThatCannotGoOnHinderNobodyElse() {
        try (var engine =
                builder().action("host", "job", ctx -> null).workers(1).build()) {
            engine.submitTask(Task.named("sleep", "core", "sleep")
                    .id("s")
                    .parameters(Map.of("duration", "1h"))
                    .build());
            engine.submitTask(
                    Task.named("job", "host", "job").after(new TaskId("s")).build());
        }
        try (var engine = builder().build()) {
            assertThat(engine.taskOrchestrator().abandonedAttempts()).isZero();
            assertThatThrownBy(() -> engine.taskOrchestrator().listTasks()).hasMessageContaining("host.job");
        }
    }

    @Test
    void theLimitOfTheQueueIsASetting() {
        try (var engine = builder().queueLimit(1).build()) {
            Task sleep = Task.of("sleep", "core", "sleep", Map.of("duration", "1h"));
            engine.submitTask(sleep);
            assertThatThrownBy(() -> engine.submitTask(sleep)).isInstanceOf(QueueFullException.class);
        }
    }

    @Test
    void theQueueCanBeLookedAtLikeAnyExecution() {
        try (var engine = builder().build()) {
            engine.submitTask(Task.named("a", "core", "noop").id("a").build());
            engine.submitTask(Task.named("b", "core", "noop")
                    .id("b")
                    .after(new TaskId("a"))
                    .build());
            assertThat(engine.taskOrchestrator().awaitCompletion(Duration.ofSeconds(60)))
                    .isTrue();
            var executions = engine.workflowManager().executions();
            var row = executions.require(new ExecutionId("tasks-1"));
            WorkflowExecution view = executions.view(row);
            assertThat(view.workflowName()).isEqualTo("tasks");
            assertThat(view.sessionId()).isEqualTo("system");
            assertThat(view.status()).isEqualTo(WorkflowStatus.RUNNING);
            assertThat(view.stepResults().get("b").status()).isEqualTo(TaskStatus.COMPLETED);
            assertThat(executions.steps(row)).isEqualTo(List.of("a", "b"));
            assertThatThrownBy(() -> executions.definition(row)).hasMessageContaining("plain tasks");
        }
    }
}
