package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.store.Stores;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.Executions;
import dev.orchestration.workflow.WorkflowExecution;
import dev.orchestration.workflow.WorkflowHandle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrchestrationEngineTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private Path workflow(String name, String... lines) throws IOException {
        return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
    }

    private Path report() throws IOException {
        return workflow(
                "report.yaml",
                "name: report",
                "parameters: {day: {type: string}}",
                "steps:",
                "  - {name: fetch, action: shell.run, parameters: {command: 'echo {{day}}'}}",
                "  - name: render",
                "    action: report.render",
                "    parameters: {text: '{{fetch.output.stdout}}'}",
                "    sets: {report.length: '{{output}}'}");
    }

    @Test
    void aHostRunsAWorkflowWithItsOwnAction() throws Exception {
        try (var engine = OrchestrationEngine.builder()
                .store(folder.resolve("state.db"))
                .directory(new WorkingDirectory(folder, List.of()))
                .workflow(report())
                .action(
                        "report",
                        "render",
                        ctx -> ctx.parameters().get("text").toString().length())
                .build()) {
            var session = engine.createSession("nightly", OrchestrationMode.RESOURCE_AWARE);
            var run = engine.executeWorkflow("report", Map.of("day", "2026-01-01"), session.id());
            WorkflowExecution ended = run.await(PATIENCE);
            assertThat(ended.status()).isEqualTo(WorkflowStatus.COMPLETED);
            assertThat(ended.stepResults().get("render").result()).isEqualTo(11L);
            assertThat(session.context().get("report.length").orElseThrow().raw())
                    .isEqualTo(11L);
        }
    }

    /** An engine that was only built did nothing for what an earlier one had left, and told nothing of a bad store. */
    @Test
    void startGoesOnWithWhatWasLeftAndTellsOfAStoreThatCannotBeOpened() throws Exception {
        Path file = folder.resolve("state.db");
        var began = new CountDownLatch(1);
        try (var engine = OrchestrationEngine.builder()
                .store(file)
                .action("t", "work", ctx -> {
                    began.countDown();
                    new CountDownLatch(1).await();
                    return null;
                })
                .build()) {
            engine.submitTask(Task.named("left", "t", "work").id("left").build());
            began.await();
        }
        var again = new CountDownLatch(1);
        try (var engine = OrchestrationEngine.builder()
                .store(file)
                .action("t", "work", ctx -> {
                    again.countDown();
                    return null;
                })
                .build()) {
            engine.start();
            engine.start();
            assertThat(again.await(60, TimeUnit.SECONDS)).isTrue();
        }
        try (var engine = OrchestrationEngine.builder()
                .store(Path.of("/proc/none/state.db"))
                .build()) {
            assertThatThrownBy(engine::start).hasMessageContaining("/proc/none");
        }
    }

    @Test
    void whoForgetsTheSessionIsToldHowToGetOne() {
        try (var engine = OrchestrationEngine.builder().build()) {
            SessionId none = null;
            assertThatThrownBy(() -> engine.executeWorkflow("any", Map.of(), none))
                    .hasMessageContaining("createSession");
        }
    }

    @Test
    void whatRanIsStillThereAfterTheEngineIsClosed() throws Exception {
        aHostRunsAWorkflowWithItsOwnAction();
        try (var store = Stores.look(folder.resolve("state.db"))) {
            Executions executions = new Executions(store.archive(), Stores::isAlive, new Definitions());
            WorkflowExecution seen = executions.view(executions.newest(1).get(0));
            assertThat(seen.status()).isEqualTo(WorkflowStatus.COMPLETED);
            assertThat(seen.stepResults().get("fetch").status()).isEqualTo(TaskStatus.COMPLETED);
        }
    }

    @Test
    void aClosedEngineSuspendsWhatRunsAndTheNextOneResumesIt() throws Exception {
        Path file = workflow(
                "two.yaml",
                "name: two",
                "steps:",
                "  - {name: one, action: t.one}",
                "  - {name: two, action: t.two, dependencies: [one]}");
        CountDownLatch running = new CountDownLatch(1);
        Path ledger = Files.createFile(folder.resolve("ledger"));
        String id;
        try (var engine = engine(file)
                .action("t", "one", ctx -> note(ledger, "one"))
                .action("t", "two", ctx -> {
                    running.countDown();
                    new CountDownLatch(1).await();
                    return null;
                })
                .build()) {
            WorkflowHandle run = engine.executeWorkflow("two", Map.of(), session(engine));
            running.await();
            id = run.id().value();
        }
        try (var engine = engine(file)
                .action("t", "one", ctx -> note(ledger, "one"))
                .action("t", "two", ctx -> note(ledger, "two"))
                .leaveRecordedTasks()
                .build()) {
            var row = engine.workflowManager().executions().resolve(id.substring(0, 6));
            assertThat(row.status()).isEqualTo(WorkflowStatus.PAUSED);
            var session = engine.createSession("s", OrchestrationMode.PARALLEL);
            var ended =
                    engine.workflowManager().resume(row, engine.launch(session)).await(PATIENCE);
            assertThat(ended.status()).isEqualTo(WorkflowStatus.COMPLETED);
            assertThat(ended.stepResults().get("two").attempts()).isEqualTo(2);
        }
        assertThat(Files.readAllLines(ledger)).containsExactly("one", "two");
    }

    private EngineBuilder engine(Path file) {
        return OrchestrationEngine.builder()
                .store(folder.resolve("state.db"))
                .directory(new WorkingDirectory(folder, List.of()))
                .workflow(file);
    }

    private static SessionId session(OrchestrationEngine engine) {
        return engine.createSession("s", OrchestrationMode.PARALLEL).id();
    }

    private static Object note(Path ledger, String line) throws IOException {
        Files.writeString(ledger, line + "\n", java.nio.file.StandardOpenOption.APPEND);
        return line;
    }

    /** It was refused at first, as if it were to run. */
    @Test
    void whatAnotherHostsActionsBeganCanBeCancelledWithoutThem() throws Exception {
        Path file = workflow("foreign.yaml", "name: foreign", "steps:", "  - {name: one, action: t.foreign}");
        CountDownLatch running = new CountDownLatch(1);
        try (var engine = engine(file)
                .action("t", "foreign", ctx -> {
                    running.countDown();
                    new CountDownLatch(1).await();
                    return null;
                })
                .build()) {
            engine.executeWorkflow("foreign", Map.of(), session(engine));
            running.await();
        }
        try (var engine =
                OrchestrationEngine.builder().store(folder.resolve("state.db")).build()) {
            var row = engine.workflowManager().executions().newest(1).get(0);
            var launch = engine.launch(engine.createSession("s", OrchestrationMode.PARALLEL));
            assertThatThrownBy(() -> engine.workflowManager().resume(row, launch))
                    .hasMessageContaining("t.foreign");
            assertThat(engine.workflowManager()
                            .cancel(row.id(), "not needed", launch)
                            .status())
                    .isEqualTo(WorkflowStatus.CANCELLED);
        }
    }

    @Test
    void anUnknownWorkflowIsAnErrorThatNamesTheKnownOnes() throws Exception {
        try (var engine = OrchestrationEngine.builder().workflow(report()).build()) {
            SessionId session = session(engine);
            assertThatThrownBy(() -> engine.executeWorkflow("raport", Map.of(), session))
                    .isInstanceOfSatisfying(
                            OrchestrationException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.WORKFLOW_NOT_FOUND))
                    .hasMessageContaining("did you mean 'report'?");
        }
    }

    @Test
    void anActionThatNobodyRegisteredIsRefusedBeforeAnythingRuns() throws Exception {
        try (var engine = OrchestrationEngine.builder().workflow(report()).build()) {
            SessionId session = session(engine);
            assertThatThrownBy(() -> engine.executeWorkflow("report", Map.of("day", "x"), session))
                    .hasMessageContaining("report.render");
        }
    }

    @Test
    void wrongParametersAreAllNamedAtOnce() throws Exception {
        try (var engine = OrchestrationEngine.builder().workflow(report()).build()) {
            SessionId session = session(engine);
            assertThatThrownBy(() -> engine.executeWorkflow("report", Map.of("dai", "x"), session))
                    .hasMessageContaining("dai")
                    .hasMessageContaining("day");
        }
    }

    @Test
    void closingASessionCancelsWhatItRuns() throws Exception {
        Path file = workflow(
                "nap.yaml", "name: nap", "steps:", "  - {name: nap, action: core.sleep, parameters: {duration: 1h}}");
        try (var engine = engine(file).build()) {
            SessionId session = session(engine);
            WorkflowHandle run = engine.executeWorkflow("nap", Map.of(), session);
            engine.closeSession(session);
            assertThat(run.await(PATIENCE).status()).isEqualTo(WorkflowStatus.CANCELLED);
        }
    }

    @Test
    void aListenerThatThrowsHarmsNobody() throws Exception {
        Path file = workflow(
                "hi.yaml", "name: hi", "steps:", "  - {name: hi, action: core.echo, parameters: {message: hi}}");
        try (var engine = engine(file).build()) {
            engine.listen((execution, events) -> {
                throw new IllegalStateException("listener");
            });
            WorkflowExecution ended =
                    engine.executeWorkflow("hi", Map.of(), session(engine)).await(PATIENCE);
            assertThat(ended.stepResults().get("hi").result()).isEqualTo("hi");
        }
    }
}
