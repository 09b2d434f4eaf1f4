package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.orchestrator.SessionLimits;
import dev.orchestration.workflow.Launch;
import dev.orchestration.workflow.WorkflowManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A step that runs another workflow, which waits for a key that somebody else has. */
@Timeout(120)
class KeyOfSubWorkflowTest {
    @TempDir
    Path folder;

    private final LinkedBlockingQueue<ExecutionId> heard = new LinkedBlockingQueue<>();
    private OrchestrationEngine engine;
    private ExecutionId holder;
    private ExecutionId parent;

    @BeforeEach
    void begin() throws Exception {
        Files.writeString(
                folder.resolve("inner.yaml"),
                "{name: inner, concurrency: {key: only},"
                        + " steps: [{name: gate, action: signal.wait, parameters: {name: go}}]}");
        Files.writeString(
                folder.resolve("outer.yaml"),
                "{name: outer, steps: [{name: sub, action: workflow.run, parameters: {workflow: inner.yaml}}]}");
        engine = OrchestrationEngine.builder()
                .directory(new WorkingDirectory(folder, List.of()))
                .store(folder.resolve("state.db"))
                .build();
        engine.listen((execution, events) -> heard.add(execution));
        manager().loadWorkflow(folder.resolve("inner.yaml"));
        manager().loadWorkflow(folder.resolve("outer.yaml"));
        holder = started("inner");
        until(WorkflowStatus.RUNNING, () -> row(holder));
        parent = started("outer");
        until(WorkflowStatus.PENDING, this::child);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private WorkflowManager manager() {
        return engine.workflowManager();
    }

    private ExecutionId started(String workflow) {
        return manager().executeWorkflow(workflow, Map.of(), launch()).id();
    }

    private Launch launch() {
        SessionLimits limits = new SessionLimits(new SessionId("s"), 9, 9);
        return new Launch(
                limits,
                OrchestrationMode.PARALLEL,
                null,
                new WorkingDirectory(folder, List.of()),
                Map.of(),
                handle -> {});
    }

    private ExecutionRow row(ExecutionId id) {
        return manager().executions().require(id);
    }

    private ExecutionRow child() {
        return manager().executions().newest(9).stream()
                .filter(row -> parent.value().equals(row.parent()))
                .findFirst()
                .orElse(null);
    }

    /** Looks again whenever something was recorded. */
    private ExecutionRow until(WorkflowStatus status, Supplier<ExecutionRow> look) throws InterruptedException {
        for (ExecutionRow row = look.get(); ; row = look.get()) {
            if (row != null && row.status() == status) {
                return row;
            }
            assertThat(heard.poll(60, TimeUnit.SECONDS)).as("something happens").isNotNull();
        }
    }

    private void goes(ExecutionId id) throws InterruptedException {
        var unused = manager().signal(id, "go", 42, launch());
        until(WorkflowStatus.COMPLETED, () -> row(id));
    }

    @Test
    void itIsPausedWithItsParentOnceItHasTheKey() throws Exception {
        var unused = manager().pause(parent, "lunch", launch());
        until(WorkflowStatus.PAUSED, () -> row(parent));
        goes(holder);
        assertThat(until(WorkflowStatus.PAUSED, this::child).reason()).isEqualTo("paused with execution " + parent);
        var unused2 = manager().continueExecution(row(parent), launch());
        until(WorkflowStatus.RUNNING, this::child);
        goes(child().id());
        until(WorkflowStatus.COMPLETED, () -> row(parent));
    }

    @Test
    void itIsNotIfTheParentHasGoneOnMeanwhile() throws Exception {
        var unused = manager().pause(parent, "lunch", launch());
        until(WorkflowStatus.PAUSED, () -> row(parent));
        var unused2 = manager().continueExecution(row(parent), launch());
        until(WorkflowStatus.RUNNING, () -> row(parent));
        goes(holder);
        until(WorkflowStatus.RUNNING, this::child);
        goes(child().id());
        until(WorkflowStatus.COMPLETED, () -> row(parent));
    }

    @Test
    void aCancelledParentDoesNotLeaveItBehind() throws Exception {
        var unused = manager().pause(parent, "lunch", launch());
        until(WorkflowStatus.PAUSED, () -> row(parent));
        var unused2 = manager().cancel(parent, "enough", launch());
        until(WorkflowStatus.CANCELLED, this::child);
        until(WorkflowStatus.CANCELLED, () -> row(parent));
    }
}
