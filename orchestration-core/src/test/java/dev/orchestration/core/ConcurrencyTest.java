package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.CircularWaitException;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.why.Change;
import dev.orchestration.tasks.why.Obstacle;
import dev.orchestration.tasks.why.Why;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.Launch;
import dev.orchestration.workflow.WorkflowExecution;
import dev.orchestration.workflow.WorkflowHandle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code concurrency} of a workflow, in an engine with a store of its own. */
@Timeout(120)
class ConcurrencyTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final LinkedBlockingQueue<String> began = new LinkedBlockingQueue<>();
    private final Semaphore gate = new Semaphore(0);
    private OrchestrationEngine engine;
    private int limit = 1;

    private void open() {
        engine = OrchestrationEngine.builder()
                .store(folder.resolve("state.db"))
                .action("t", "work", ctx -> {
                    String day = String.valueOf(ctx.parameters().get("day"));
                    began.add(day);
                    gate.acquire();
                    return day;
                })
                .build();
        engine.start();
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private String text(String onConflict, String more) {
        return "{name: load, parameters: {day: {type: string}, n: {type: integer, default: 7}},"
                + " concurrency: {key: '{{day}}/{{n}}', limit: " + limit + ", on_conflict: " + onConflict + "},"
                + " steps: [{name: work, action: t.work, parameters: {day: '{{day}}'}}]" + more + "}";
    }

    private WorkflowHandle run(String onConflict, String day) {
        var definition = new Definitions().parse(text(onConflict, ""), "load.yaml");
        return engine.workflowManager().executeWorkflow(definition, Map.of("day", day), launch());
    }

    private Launch launch() {
        return engine.launch(engine.createSession("s", OrchestrationMode.PARALLEL));
    }

    private String nextToBegin() throws InterruptedException {
        return began.poll(60, TimeUnit.SECONDS);
    }

    private ExecutionRow row(ExecutionId id) {
        return engine.store().archive().execution(id).orElseThrow();
    }

    private Why why(WorkflowHandle handle) {
        return engine.workflowManager().why(handle.id(), "work");
    }

    @Test
    void theSecondWaitsForTheFirstAlsoInAnotherSession() throws Exception {
        open();
        WorkflowHandle first = run("queue", "monday");
        WorkflowHandle second = run("queue", "monday");
        WorkflowHandle other = run("queue", "tuesday");
        assertThat(List.of(nextToBegin(), nextToBegin())).containsExactlyInAnyOrder("monday", "tuesday");
        assertThat(row(second.id()).status()).isEqualTo(WorkflowStatus.PENDING);
        assertThat(why(second).obstacles())
                .first()
                .isEqualTo(new Obstacle.KeyTaken("load", "monday/7", 1, List.of(first.id()), 0));
        assertThat(why(second).change()).contains(new Change(List.of(new Change.ExecutionEnds(first.id()))));
        gate.release(3);
        for (WorkflowHandle each : List.of(first, second, other)) {
            assertThat(each.await(PATIENCE).status()).isEqualTo(WorkflowStatus.COMPLETED);
        }
    }

    @Test
    void theThirdWaitsForTheEndsOfBoth() throws Exception {
        open();
        WorkflowHandle first = run("queue", "monday");
        WorkflowHandle second = run("queue", "monday");
        WorkflowHandle third = run("queue", "monday");
        assertThat(why(third).obstacles().get(0))
                .isEqualTo(new Obstacle.KeyTaken("load", "monday/7", 1, List.of(first.id()), 1));
        assertThat(why(third).change())
                .contains(new Change(
                        List.of(new Change.ExecutionEnds(first.id()), new Change.ExecutionEnds(second.id()))));
        gate.release(3);
        third.await(PATIENCE);
    }

    @Test
    void whoIsSkippedIsTold() throws Exception {
        open();
        WorkflowHandle first = run("skip", "monday");
        WorkflowExecution second = run("skip", "monday").await(PATIENCE);
        assertThat(second.status()).isEqualTo(WorkflowStatus.CANCELLED);
        assertThat(second.error().type()).isEqualTo("Skipped");
        assertThat(second.error().message())
                .isEqualTo("skipped: execution " + first.id() + " has the key 'monday/7' of workflow 'load'");
        gate.release();
        assertThat(first.await(PATIENCE).status()).isEqualTo(WorkflowStatus.COMPLETED);
        assertThat(nextToBegin()).isEqualTo("monday");
        assertThat(began).isEmpty();
    }

    @Test
    void aSkippedOneCanBeTriedAgain() {
        open();
        WorkflowHandle first = run("skip", "monday");
        ExecutionId skipped = run("skip", "monday").await(PATIENCE).executionId();
        WorkflowHandle again = engine.workflowManager().retry(row(skipped), launch());
        gate.release(2);
        first.await(PATIENCE);
        assertThat(again.await(PATIENCE).status()).isEqualTo(WorkflowStatus.COMPLETED);
    }

    @Test
    void theNewOneEndsTheOldOne() throws Exception {
        open();
        WorkflowHandle first = run("cancel_running", "monday");
        assertThat(nextToBegin()).isEqualTo("monday");
        WorkflowHandle second = run("cancel_running", "monday");
        WorkflowExecution ended = first.await(PATIENCE);
        assertThat(ended.status()).isEqualTo(WorkflowStatus.CANCELLED);
        assertThat(ended.error().message())
                .isEqualTo("cancelled by on_conflict cancel_running: execution " + second.id()
                        + " needs the key 'monday/7' of workflow 'load'");
        gate.release();
        assertThat(second.await(PATIENCE).status()).isEqualTo(WorkflowStatus.COMPLETED);
    }

    @Test
    void whatAPersonPausedKeepsItsKeyOverARestart() throws Exception {
        open();
        ExecutionId first = pausedOne();
        engine.close();
        open();
        WorkflowHandle second = run("queue", "monday");
        assertThat(why(second).obstacles().get(0))
                .isEqualTo(new Obstacle.KeyTaken("load", "monday/7", 1, List.of(first), 0));
        assertThat(why(second).change())
                .contains(new Change(List.of(new Change.Resume(first), new Change.ExecutionEnds(first))));
        gate.release(2);
        var unused = engine.workflowManager().continueExecution(row(first), launch());
        assertThat(second.await(PATIENCE).status()).isEqualTo(WorkflowStatus.COMPLETED);
        assertThat(row(first).status()).isEqualTo(WorkflowStatus.COMPLETED);
    }

    @Test
    void whatAPersonPausedIsCancelledForTheNewOne() throws Exception {
        open();
        ExecutionId first = pausedOne();
        engine.close();
        open();
        gate.release();
        assertThat(run("cancel_running", "monday").await(PATIENCE).status()).isEqualTo(WorkflowStatus.COMPLETED);
        assertThat(row(first).status()).isEqualTo(WorkflowStatus.CANCELLED);
    }

    @Test
    void ofTwoThatAPersonPausedOnlyAsManyAreCancelledAsNeedBe() throws Exception {
        limit = 2;
        open();
        ExecutionId first = pausedOne();
        ExecutionId second = pausedOne();
        engine.close();
        open();
        gate.release();
        assertThat(run("cancel_running", "monday").await(PATIENCE).status()).isEqualTo(WorkflowStatus.COMPLETED);
        assertThat(row(first).status()).isEqualTo(WorkflowStatus.CANCELLED);
        assertThat(row(second).status()).isEqualTo(WorkflowStatus.PAUSED);
    }

    private ExecutionId pausedOne() throws InterruptedException {
        WorkflowHandle first = run("queue", "monday");
        assertThat(nextToBegin()).isEqualTo("monday");
        engine.workflowManager().suspend(first.id(), "the auditor comes", launch());
        assertThat(first.await(PATIENCE).status()).isEqualTo(WorkflowStatus.PAUSED);
        return first.id();
    }

    @Test
    void afterARestartTheyGoOnOneAfterTheOther() throws Exception {
        open();
        ExecutionId first = run("queue", "monday").id();
        assertThat(nextToBegin()).isEqualTo("monday");
        ExecutionId second = run("queue", "monday").id();
        engine.close();
        open();
        assertThat(nextToBegin()).isEqualTo("monday");
        assertThat(began).isEmpty();
        assertThat(row(second).status()).isEqualTo(WorkflowStatus.PENDING);
        gate.release();
        assertThat(nextToBegin()).isEqualTo("monday");
        assertThat(row(first).status()).isEqualTo(WorkflowStatus.COMPLETED);
        gate.release();
    }

    @Test
    void aStepThatWaitsForAnExecutionBehindItsOwnIsTold() {
        AtomicReference<OrchestrationEngine> self = new AtomicReference<>();
        engine = OrchestrationEngine.builder()
                .action("t", "work", ctx -> {
                    var definition = new Definitions().parse(text("queue", ""), "load.yaml");
                    OrchestrationEngine here = self.get();
                    Launch launch = here.launch(here.createSession("s", OrchestrationMode.PARALLEL));
                    return here.workflowManager()
                            .executeWorkflow(definition, Map.of("day", "monday"), launch)
                            .await(null);
                })
                .build();
        self.set(engine);
        WorkflowExecution ended = run("queue", "monday").await(PATIENCE);
        assertThat(ended.status()).isEqualTo(WorkflowStatus.FAILED);
        assertThat(ended.stepResults().get("work").error().type())
                .isEqualTo(CircularWaitException.class.getSimpleName());
    }

    @Test
    void aKeyThatParametersDoNotGiveIsRefusedBeforeAnythingBegins() {
        open();
        assertThatThrownBy(() -> run("queue", "x".repeat(600)))
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_PARAMETERS))
                .hasMessageContaining("602 characters long, more than 500");
    }
}
