package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.core.schedule.Schedule;
import dev.orchestration.projects.ProjectType;
import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.journal.Store;
import dev.orchestration.store.Stores;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.workflow.DefinitionException;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.WorkflowHandle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However an engine ends, the store is free after it and nothing that was done is lost. */
class EngineEndTest {
    @TempDir
    Path folder;

    private Path store() {
        return folder.resolve("state.db");
    }

    private Path workflow(String... lines) throws IOException {
        return Files.writeString(folder.resolve("w.yaml"), String.join("\n", lines) + "\n");
    }

    private Path one() throws IOException {
        return workflow("name: w", "steps:", "  - {name: a, action: t.a}");
    }

    @Test
    void aFileWithAFaultLeavesNothingOpen() throws Exception {
        Path bad = workflow("name: w", "steps: []");
        assertThatThrownBy(() -> OrchestrationEngine.builder()
                        .store(store())
                        .workflow(bad)
                        .build())
                .isInstanceOf(DefinitionException.class);
        assertThat(store()).doesNotExist();
    }

    @Test
    void anEngineThatWasClosedBeforeItsFirstUseRefusesToWork() throws Exception {
        var engine = OrchestrationEngine.builder()
                .store(store())
                .workflow(one())
                .action("t", "a", ctx -> null)
                .build();
        engine.close();
        assertThatThrownBy(() -> engine.createSession("s", OrchestrationMode.PARALLEL))
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CLOSED));
        assertThat(store()).doesNotExist();
    }

    @Test
    void aClosedEngineChangesNothingAnyMoreInMemoryOrOnAStore() {
        for (EngineBuilder builder : List.of(
                OrchestrationEngine.builder(), OrchestrationEngine.builder().store(store()))) {
            var engine =
                    builder.directory(new WorkingDirectory(folder, List.of())).build();
            var workflow = new Definitions().parse("name: w\nsteps: [{name: a, action: core.noop}]\n", "w");
            var schedule =
                    Schedule.named("s").workflow("w").every(Duration.ofHours(1)).build();
            var schedules = engine.schedules();
            var projects = engine.projectManager();
            var ended = engine.createSession("ended", OrchestrationMode.PARALLEL);
            var open = engine.createSession("open", OrchestrationMode.PARALLEL);
            open.context().set("day", 1L, "host");
            engine.closeSession(ended.id());
            refused(ErrorCode.WRONG_STATE, () -> ended.context().set("day", 2L, "host"), "session ended (");
            engine.close();
            refused(ErrorCode.CLOSED, () -> engine.createSession("t", OrchestrationMode.PARALLEL), "closed");
            refused(ErrorCode.CLOSED, () -> engine.newSession("t").create(), "closed");
            refused(ErrorCode.CLOSED, engine::start, "closed");
            refused(ErrorCode.CLOSED, () -> engine.workflowManager().createWorkflow(workflow), "closed");
            refused(ErrorCode.CLOSED, () -> engine.schedules().add(schedule), "closed");
            refused(ErrorCode.CLOSED, () -> schedules.add(schedule), "closed");
            refused(ErrorCode.CLOSED, () -> projects.createProject("p", ProjectType.RESEARCH, ""), "closed");
            refused(ErrorCode.CLOSED, () -> open.context().set("day", 2L, "host"), "closed");
            refused(ErrorCode.CLOSED, () -> open.context().remove("day", "host"), "closed");
            assertThat(open.context().toMap()).isEqualTo(Map.of("day", 1L));
            assertThat(folder.resolve("p")).doesNotExist();
        }
        try (var next = OrchestrationEngine.builder().store(store()).build()) {
            assertThat(next.schedules().list()).isEmpty();
            assertThat(next.workflowManager().listWorkflows()).isEmpty();
            assertThat(next.projectManager().allProjects()).isEmpty();
        }
    }

    @Test
    void schedulesThatAreAskedForAfterTheEndAreRefused() {
        var engine = OrchestrationEngine.builder().store(store()).build();
        engine.start();
        engine.close();
        var schedule =
                Schedule.named("s").workflow("w").every(Duration.ofHours(1)).build();
        refused(ErrorCode.CLOSED, () -> engine.schedules().add(schedule), "closed");
    }

    private static void refused(ErrorCode code, ThrowingCallable act, String words) {
        assertThatThrownBy(act)
                .hasMessageContaining(words)
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void anInterruptedCloserStillFreesTheStore() throws Exception {
        var engine = OrchestrationEngine.builder().store(store()).build();
        engine.taskOrchestrator();
        Thread.currentThread().interrupt();
        engine.close();
        assertThat(Thread.interrupted()).isTrue();
        try (var next = OrchestrationEngine.builder().store(store()).build()) {
            assertThat(next.store().name()).endsWith("state.db");
        }
    }

    @Test
    void twoThatCloseAtOnceLoseNothingThatWasDoneMeanwhile() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        var engine = OrchestrationEngine.builder()
                .store(store())
                .workflow(one())
                .action("t", "a", ctx -> {
                    CountDownLatch asked = new CountDownLatch(1);
                    ctx.onCancel(asked::countDown);
                    running.countDown();
                    while (asked.getCount() > 0) {
                        Thread.onSpinWait();
                    }
                    return "done all the same";
                })
                .build();
        var session = engine.createSession("s", OrchestrationMode.PARALLEL);
        var run = engine.executeWorkflow("w", Map.of(), session.id());
        running.await();
        FutureTask<Void> other = new FutureTask<>(engine::close, null);
        new Thread(other).start();
        engine.close();
        other.get();
        assertThat(run.await(Duration.ofSeconds(60)).status()).isEqualTo(WorkflowStatus.COMPLETED);
    }

    @Test
    void whatIsTakenUpWithASessionBelongsToIt() throws Exception {
        Path nap = workflow("name: w", "steps:", "  - {name: a, action: core.sleep, parameters: {duration: 1h}}");
        var first = OrchestrationEngine.builder().store(store()).workflow(nap).build();
        var before = first.createSession("s", OrchestrationMode.PARALLEL);
        var id = first.executeWorkflow("w", Map.of(), before.id()).id();
        first.close();
        try (var engine = OrchestrationEngine.builder()
                .store(store())
                .leaveRecordedTasks()
                .build()) {
            var session = engine.createSession("s", OrchestrationMode.PARALLEL);
            var row = engine.workflowManager().executions().resolve(id.value());
            var run = engine.workflowManager().resume(row, engine.launch(session));
            engine.closeSession(session.id());
            assertThat(run.await(Duration.ofSeconds(60)).status()).isEqualTo(WorkflowStatus.CANCELLED);
        }
    }

    /** As when another owner has written to it; what still runs of the failed one must not run beside the next one's. */
    @Test
    void anEngineThatFailedGivesTheStoreUpAsSoonAsNothingOfItRuns() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        Path file = workflow("name: w", "steps:", "  - {name: a, action: t.stubborn}", "  - {name: b, action: t.b}");
        try (var engine = OrchestrationEngine.builder()
                .store(store())
                .workers(2)
                .workflow(file)
                .action("t", "stubborn", ctx -> {
                    running.countDown();
                    for (boolean open = false; !open; ) {
                        try {
                            open = gate.await(1, TimeUnit.HOURS);
                        } catch (InterruptedException e) {
                            open = false; // it is stubborn
                        }
                    }
                    return null;
                })
                .action("t", "b", ctx -> {
                    running.await();
                    fence();
                    return null;
                })
                .build()) {
            var session = engine.createSession("s", OrchestrationMode.PARALLEL);
            WorkflowHandle handle = engine.executeWorkflow("w", Map.of(), session.id());
            assertThatThrownBy(() -> handle.await(null))
                    .isInstanceOfSatisfying(
                            OrchestrationException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_FENCED));
            assertThatThrownBy(() -> Stores.own(store(), Clock.system(), IdSource.random()))
                    .isInstanceOfSatisfying(
                            OrchestrationException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_OWNED));

            gate.countDown();
            try (Store next = owned()) {
                assertThat(next.owner().epoch()).isEqualTo(3);
                assertThat(engine.store().archive().execution(handle.id())).isPresent();
            }
        }
    }

    /** A listener, a handler and an attempt that do not come back: the end has its patience with each, and is over then. */
    @Test
    void whoDoesNotEndDoesNotHoldUpTheShutdown() throws Exception {
        CountDownLatch stuck = new CountDownLatch(3);
        CountDownLatch gate = new CountDownLatch(1);
        var engine = OrchestrationEngine.builder()
                .store(store())
                .workflow(one())
                .action("t", "a", ctx -> stuckUntil(gate, stuck))
                .build();
        engine.listen((execution, events) -> stuckUntil(gate, stuck));
        var unused = engine.registerEventHandler("workflow.*", event -> stuckUntil(gate, stuck));
        var session = engine.createSession("s", OrchestrationMode.PARALLEL);
        engine.executeWorkflow("w", Map.of(), session.id());
        stuck.await();
        engine.shutdown();
        engine.shutdown();
        assertThat(gate.getCount())
                .as("it returned although nobody had come back")
                .isEqualTo(1);
        gate.countDown();
        try (Store next = owned()) {
            assertThat(next.archive().newestExecutions(1).get(0).status()).isEqualTo(WorkflowStatus.PAUSED);
        }
    }

    /** Ignores every interruption. */
    private static Object stuckUntil(CountDownLatch gate, CountDownLatch stuck) {
        stuck.countDown();
        while (true) {
            try {
                gate.await();
                return "late";
            } catch (InterruptedException e) {
                // it is stubborn
            }
        }
    }

    private void fence() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + store());
                var statement = connection.createStatement()) {
            statement.executeUpdate(
                    "insert into owner select epoch + 1, uuid || 'x', host, boot_id, pid, pid_start, since,"
                            + " ended_at from owner");
        }
    }

    /** As soon as it is free. */
    private Store owned() {
        while (true) {
            try {
                return Stores.own(store(), Clock.system(), IdSource.random());
            } catch (OrchestrationException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.STORE_OWNED);
            }
        }
    }
}
