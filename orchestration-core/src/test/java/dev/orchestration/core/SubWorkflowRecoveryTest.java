package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.workflow.Launch;
import dev.orchestration.workflow.WorkflowManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Steps that run other workflows, in an engine that is opened again. */
@Timeout(120)
class SubWorkflowRecoveryTest {
    @TempDir
    Path folder;

    private final LinkedBlockingQueue<ExecutionId> heard = new LinkedBlockingQueue<>();
    private OrchestrationEngine engine;
    private ExecutionId id;

    private void open(UnaryOperator<EngineBuilder> how) {
        if (engine != null) {
            engine.close();
        }
        engine = how.apply(OrchestrationEngine.builder()
                        .workers(1)
                        .directory(new WorkingDirectory(folder, List.of()))
                        .store(folder.resolve("state.db")))
                .build();
        engine.listen((execution, events) -> heard.add(execution));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private WorkflowManager manager() {
        return engine.workflowManager();
    }

    private Launch launch() {
        return engine.launch(engine.createSession("s", OrchestrationMode.PARALLEL));
    }

    private void inner(String steps) throws Exception {
        Files.writeString(folder.resolve("inner.yaml"), "{name: inner, steps: [" + steps + "]}");
        manager().loadWorkflow(folder.resolve("inner.yaml"));
    }

    private void outer(String steps) throws Exception {
        Files.writeString(folder.resolve("outer.yaml"), "{name: outer, steps: [" + steps + "]}");
        manager().loadWorkflow(folder.resolve("outer.yaml"));
        id = manager().executeWorkflow("outer", Map.of(), launch()).id();
        until(row -> row.status() == WorkflowStatus.RUNNING, this::child);
    }

    /** Looks again whenever something was recorded. */
    private ExecutionRow until(Predicate<ExecutionRow> holds, Supplier<ExecutionRow> look) throws InterruptedException {
        for (ExecutionRow row = look.get(); ; row = look.get()) {
            if (row != null && holds.test(row)) {
                return row;
            }
            assertThat(heard.poll(60, TimeUnit.SECONDS)).as("something happens").isNotNull();
        }
    }

    private ExecutionRow parent() {
        return manager().executions().require(id);
    }

    private ExecutionRow child() {
        return manager().executions().newest(9).stream()
                .filter(row -> id.value().equals(row.parent()))
                .findFirst()
                .orElse(null);
    }

    @Test
    void oneThatCannotGoOnHereIsPausedAndSaysWhy() throws Exception {
        open(builder -> builder.action("t", "rare", ctx -> 1));
        inner(
                "{name: gate, action: signal.wait, parameters: {name: go}}, {name: b, action: t.rare, dependencies: [gate]}");
        outer("{name: sub, action: workflow.run, parameters: {workflow: inner.yaml}}");
        open(builder -> builder);
        engine.start();
        ExecutionRow paused = until(
                row -> row.status() == WorkflowStatus.PAUSED
                        && String.valueOf(row.reason()).contains("t.rare"),
                this::child);
        assertThat(parent().status()).isEqualTo(WorkflowStatus.RUNNING);

        open(builder -> builder.action("t", "rare", ctx -> 1));
        var unused = manager().resume(paused, launch());
        var unused2 = manager().signal(paused.id(), "go", 1, launch());
        until(row -> row.status() == WorkflowStatus.COMPLETED, this::parent);
    }

    @Test
    void oneThatWasTriedAgainByHandIsLeftBehindAsAnyOther() throws Exception {
        open(builder -> builder);
        inner("{name: gate, action: signal.wait, parameters: {name: go}}");
        outer("{name: sub, action: workflow.run, parameters: {workflow: inner.yaml}},"
                + " {name: hold, action: signal.wait, parameters: {name: never}}");
        var unused = manager().cancel(child().id(), "not this one", launch());
        until(row -> manager().executions().view(row).stepResults().get("sub").error() != null, this::parent);
        var unused2 = manager().retry(child(), launch());
        until(row -> row.status() == WorkflowStatus.RUNNING, this::child);
        open(EngineBuilder::leaveRecordedTasks);
        assertThat(manager().executions().leftBehind())
                .extracting(ExecutionRow::id)
                .containsExactlyInAnyOrder(id, child().id());
    }

    @Test
    void oneThatHadNotBegunBeginsOnceItIsRegistered() throws Exception {
        open(builder -> builder);
        inner("{name: gate, action: signal.wait, parameters: {name: go}}");
        outer("{name: sub, action: workflow.run, parameters: {workflow: inner}}");
        engine.close();
        try (Connection store = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("state.db"))) {
            store.createStatement().execute("delete from executions where parent is not null");
            store.createStatement().execute("delete from requests");
        }
        open(builder -> builder);
        engine.start();
        assertThat(child()).isNull();
        manager().loadWorkflow(folder.resolve("inner.yaml"));
        until(row -> row.status() == WorkflowStatus.RUNNING, this::child);
        var unused = manager().signal(child().id(), "go", 1, launch());
        until(row -> row.status() == WorkflowStatus.COMPLETED, this::parent);
    }
}
