package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.orchestrator.SessionLimits;
import dev.orchestration.tasks.why.Obstacle;
import dev.orchestration.workflow.Executions;
import dev.orchestration.workflow.Launch;
import dev.orchestration.workflow.Reckoning;
import dev.orchestration.workflow.WorkflowExecution;
import dev.orchestration.workflow.WorkflowManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A step that runs another workflow, which waits for a signal: paused, closed, resumed, asked why. */
@Timeout(120)
class SubWorkflowPauseTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final LinkedBlockingQueue<ExecutionId> heard = new LinkedBlockingQueue<>();
    private OrchestrationEngine engine;
    private ExecutionId id;

    @BeforeEach
    void begin() throws Exception {
        Files.writeString(
                folder.resolve("inner.yaml"),
                "{name: inner, steps: [{name: gate, action: signal.wait, parameters: {name: go}}]}");
        Files.writeString(
                folder.resolve("outer.yaml"),
                "{name: outer, steps: [{name: sub, action: workflow.run, parameters: {workflow: inner.yaml}}]}");
        open();
        manager().loadWorkflow(folder.resolve("outer.yaml"));
        id = manager().executeWorkflow("outer", Map.of(), launch()).id();
        until(row -> row.status() == WorkflowStatus.RUNNING, this::child);
    }

    private void open() {
        engine = OrchestrationEngine.builder()
                .workers(1)
                .directory(new WorkingDirectory(folder, List.of()))
                .store(folder.resolve("state.db"))
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
        SessionLimits limits = new SessionLimits(new SessionId("s"), 1, 1);
        return new Launch(
                limits,
                OrchestrationMode.SEQUENTIAL,
                null,
                new WorkingDirectory(folder, List.of()),
                Map.of(),
                handle -> {});
    }

    private interface Look {
        ExecutionRow row();
    }

    /** Looks again whenever something was recorded. */
    private ExecutionRow until(Predicate<ExecutionRow> holds, Look look) throws InterruptedException {
        for (ExecutionRow row = look.row(); ; row = look.row()) {
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

    private void signalled() throws InterruptedException {
        var unused = manager().signal(child().id(), "go", 42, launch());
        until(row -> row.status() == WorkflowStatus.COMPLETED, this::parent);
        WorkflowExecution ended = manager().executions().view(parent());
        assertThat(ended.stepResults().get("sub").result()).isEqualTo(Map.of("gate", 42L));
        assertThat(manager().executions().newest(9)).as("no second one").hasSize(2);
    }

    @Test
    void aPauseGoesDownAndSoDoesGoingOn() throws Exception {
        var unused = manager().pause(id, "lunch", launch());
        ExecutionRow paused = until(row -> row.status() == WorkflowStatus.PAUSED, this::child);
        assertThat(paused.reason()).isEqualTo("paused with execution " + id);
        var unused2 = manager().continueExecution(parent(), launch());
        until(row -> row.status() == WorkflowStatus.RUNNING, this::child);
        signalled();
    }

    @Test
    void whatAPersonPausedByItselfStaysSoAndAnswersLater() throws Exception {
        var unused = manager().pause(child().id(), null, launch());
        until(row -> row.status() == WorkflowStatus.PAUSED, this::child);
        var unused2 = manager().pause(id, "lunch", launch());
        until(row -> row.status() == WorkflowStatus.PAUSED, this::parent);
        var unused3 = manager().continueExecution(parent(), launch());
        until(row -> row.status() == WorkflowStatus.RUNNING, this::parent);
        assertThat(child().status()).isEqualTo(WorkflowStatus.PAUSED);
        var unused4 = manager().continueExecution(child(), launch());
        signalled();
    }

    @Test
    void whoeverOpensTheStoreAgainGoesOnWithBoth() throws Exception {
        engine.close();
        open();
        engine.start();
        until(row -> row.status() == WorkflowStatus.RUNNING, this::child);
        signalled();
    }

    @Test
    void resumeOfTheOuterOneTakesTheInnerOneUpAndOnlyThatIsLeftBehind() throws Exception {
        engine.close();
        engine = OrchestrationEngine.builder()
                .store(folder.resolve("state.db"))
                .leaveRecordedTasks()
                .build();
        engine.listen((execution, events) -> heard.add(execution));
        assertThat(manager().executions().leftBehind())
                .extracting(ExecutionRow::id)
                .containsExactly(id);
        var unused = manager().resume(parent(), launch());
        until(row -> row.status() == WorkflowStatus.RUNNING, this::child);
        signalled();
    }

    @Test
    void whatEndedWhileNobodyHostedTheOuterOneIsFoundWhenThatGoesOn() throws Exception {
        var unused = manager().pause(id, "lunch", launch());
        until(row -> row.status() == WorkflowStatus.PAUSED, this::child);
        var handle = manager().continueExecution(child(), launch());
        var unused2 = manager().signal(child().id(), "go", 1, launch());
        assertThat(handle.await(PATIENCE).status()).isEqualTo(WorkflowStatus.COMPLETED);
        assertThat(manager()
                        .continueExecution(parent(), launch())
                        .await(PATIENCE)
                        .status())
                .isEqualTo(WorkflowStatus.COMPLETED);
    }

    @Test
    void aPausedOneCanBeCancelledWithWhatItWaitsFor() throws Exception {
        var unused = manager().pause(id, "lunch", launch());
        until(row -> row.status() == WorkflowStatus.PAUSED, this::child);
        WorkflowExecution ended = manager().cancel(id, "enough", launch());
        assertThat(ended.status()).isEqualTo(WorkflowStatus.CANCELLED);
        assertThat(child().status()).isEqualTo(WorkflowStatus.CANCELLED);
    }

    @Test
    void aCancelOfTheInnerOneAloneFailsTheStep() throws Exception {
        var unused = manager().cancel(child().id(), "not this one", launch());
        until(row -> row.status() == WorkflowStatus.FAILED, this::parent);
        assertThat(manager().executions().view(parent()).error().kind()).isEqualTo(ErrorKind.CANCELLED);
    }

    @Test
    void whyTellsOfTheOtherExecution() throws Exception {
        until(row -> !manager().executions().view(row).children().isEmpty(), this::parent);
        var told =
                (Obstacle.AwaitsExecution) manager().why(id, "sub").obstacles().get(0);
        assertThat(told.execution()).isEqualTo(child().id());
        assertThat(told.workflow()).isEqualTo("inner");
        assertThat(told.status()).isEqualTo(WorkflowStatus.RUNNING);
        Executions executions = manager().executions();
        assertThat(executions
                        .why(parent(), "sub", 0, new Reckoning(List.of(), List.of(), 1, 1))
                        .why()
                        .obstacles()
                        .get(0))
                .isInstanceOfSatisfying(
                        Obstacle.AwaitsExecution.class,
                        each -> assertThat(each.execution()).isEqualTo(child().id()));
    }

    @Test
    void itIsRecordedWhichExecutionTheStepWaitsFor() throws Exception {
        until(row -> !manager().executions().view(row).children().isEmpty(), this::parent);
        signalled();
        assertThat(engine.store().archive().events(id))
                .filteredOn(Event.ChildBegun.class::isInstance)
                .hasSize(1);
        assertThat(manager().executions().view(parent()).children())
                .isEqualTo(Map.of("sub", child().id().value()));
    }
}
