package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.core.status.StatusJson;
import dev.orchestration.core.status.SystemStatus;
import dev.orchestration.projects.ProjectType;
import dev.orchestration.state.Json;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.TaskId;
import dev.orchestration.tasks.TaskPriority;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.workflow.Definitions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SystemStatusTest {
    @TempDir
    Path folder;

    @Test
    void toLookAtAnEngineThatWasNotUsedBuildsNothing() {
        Path file = folder.resolve("state.db");
        try (var engine = OrchestrationEngine.builder().store(file).workers(3).build()) {
            SystemStatus status = engine.getSystemStatus();
            assertThat(status.store()).isNull();
            assertThat(status.workers()).isEqualTo(new SystemStatus.Workers(0, 3, 0));
            assertThat(status.tasks()).containsEntry(TaskStatus.RUNNING, 0);
            assertThat(status.jvm().threads()).isPositive();
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void itSaysWhatTheEngineDoes() throws Exception {
        Path file = folder.resolve("state.db");
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        try (var engine = OrchestrationEngine.builder()
                .store(file)
                .workers(1)
                .directory(new WorkingDirectory(folder, List.of()))
                .action("t", "gate", ctx -> {
                    running.countDown();
                    gate.await();
                    return null;
                })
                .build()) {
            engine.workflowManager()
                    .createWorkflow(new Definitions()
                            .parse(
                                    "name: w\nsteps: [{name: a, action: t.gate},"
                                            + " {name: b, action: core.noop, dependencies: [a]}]",
                                    "w"));
            var session = engine.createSession("s", OrchestrationMode.PARALLEL);
            var run = engine.executeWorkflow("w", Map.of(), session.id());
            running.await();
            TaskId queued = engine.submitTask(
                    Task.named("q", "core", "noop").priority(TaskPriority.HIGH).build());
            var unused = engine.projectManager().createProject("demo", ProjectType.RESEARCH, "");
            SystemStatus status = engine.getSystemStatus();
            assertThat(status.sessions()).isEqualTo(Map.of("active", 1));
            assertThat(status.workflows().registered()).isEqualTo(1);
            assertThat(status.workflows().running()).isEqualTo(1);
            assertThat(status.workflows().byStatus()).containsKey(WorkflowStatus.RUNNING);
            assertThat(status.tasks())
                    .containsEntry(TaskStatus.RUNNING, 1)
                    .containsEntry(TaskStatus.BLOCKED, 1)
                    .containsEntry(TaskStatus.READY, 1);
            assertThat(status.queue()).containsEntry(TaskPriority.HIGH, 1).containsEntry(TaskPriority.NORMAL, 0);
            assertThat(status.workers()).isEqualTo(new SystemStatus.Workers(1, 1, 0));
            assertThat(status.resources())
                    .extracting(each -> each.usage().resource().value())
                    .contains("sys-compute");
            assertThat(status.projects()).containsEntry("active", 1);
            assertThat(status.store().name()).isEqualTo(file.toString());
            assertThat(status.store().bytes()).isPositive();
            assertThat(status.store().lag()).isPositive();
            gate.countDown();
            run.await(Duration.ofSeconds(60));
            engine.taskOrchestrator().awaitTask(queued, Duration.ofSeconds(60));
            SystemStatus.Workflows ended = engine.getSystemStatus().workflows();
            assertThat(ended.byStatus()).isEqualTo(Map.of(WorkflowStatus.COMPLETED, 1L)); // not the one of plain tasks
            assertThat(ended.total()).isEqualTo(1);
        }
    }

    @Test
    void itsJsonHasTheNamesOfTheSpecification() {
        try (var engine = OrchestrationEngine.builder().build()) {
            engine.start();
            Map<String, Object> json = StatusJson.of(engine.getSystemStatus());
            assertThat(json.keySet())
                    .containsExactly(
                            "sessions",
                            "workflows",
                            "tasks",
                            "queue",
                            "workers",
                            "resources",
                            "projects",
                            "schedules",
                            "store",
                            "jvm");
            assertThat(Json.write(json)).contains("\"store\":{\"name\":\"memory\",\"bytes\":null,\"lag_ms\":");
        }
    }

    @Test
    void toLookAtAStandbyLeavesAStoreToItsOwner() {
        Path file = folder.resolve("state.db");
        try (var owner = OrchestrationEngine.builder().store(file).build();
                var standby = OrchestrationEngine.builder().store(file).build()) {
            owner.createSession("s", OrchestrationMode.PARALLEL);
            SystemStatus status = standby.getSystemStatus();
            assertThat(status.store()).isNull();
            assertThat(status.sessions()).isEmpty();
            assertThat(owner.getSystemStatus().sessions()).isEqualTo(Map.of("active", 1));
        }
    }

    @Test
    void anEngineThatIsClosedStillSaysWhatIsKnown() {
        var engine =
                OrchestrationEngine.builder().store(folder.resolve("state.db")).build();
        engine.workflowManager()
                .createWorkflow(new Definitions().parse("name: w\nsteps: [{name: a, action: core.noop}]", "w"));
        engine.createSession("s", OrchestrationMode.PARALLEL);
        engine.start();
        engine.close();
        assertThat(engine.getSystemStatus().workflows().running()).isZero();
    }

    @Test
    void toLookAtAnEngineThatWasClosedUnreadDoesNotThrow() {
        var engine =
                OrchestrationEngine.builder().store(folder.resolve("state.db")).build();
        engine.start();
        var unused = engine.workflowManager();
        engine.close();
        assertThat(engine.getSystemStatus().workflows().registered()).isZero();
    }
}
