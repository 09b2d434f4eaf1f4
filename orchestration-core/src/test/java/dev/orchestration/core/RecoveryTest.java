package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.action.Action;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.Launch;
import dev.orchestration.workflow.WorkflowHandle;
import dev.orchestration.workflow.WorkflowManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An embedded engine goes on by itself with what an earlier one on the same store left. */
@Timeout(120)
class RecoveryTest {
    private static final String COUNT_AND_HANG =
            "{name: NAME, steps: [{name: a, action: t.count}, {name: b, action: t.last, dependencies: [a]}]}";

    @TempDir
    Path folder;

    private final AtomicInteger counted = new AtomicInteger();
    private final AtomicInteger finished = new AtomicInteger();
    private final Semaphore hanging = new Semaphore(0);
    private final LinkedBlockingQueue<ExecutionId> ended = new LinkedBlockingQueue<>();

    private EngineBuilder engine(Path store, Action last) {
        return OrchestrationEngine.builder()
                .store(store)
                .action("t", "count", ctx -> counted.incrementAndGet())
                .action("t", "last", last);
    }

    private EngineBuilder next(Path store) {
        return engine(store, ctx -> finished.incrementAndGet());
    }

    private Path store() {
        return folder.resolve("state.db");
    }

    private Object hang() throws InterruptedException {
        hanging.release();
        new CountDownLatch(1).await();
        return "unreachable";
    }

    private static WorkflowHandle run(OrchestrationEngine engine, String name, String text, Launch launch) {
        var definition = new Definitions().parse(text.replace("NAME", name), "test");
        return engine.workflowManager().executeWorkflow(definition, Map.of(), launch);
    }

    private static Launch launch(OrchestrationEngine engine) {
        return engine.launch(engine.createSession("s", OrchestrationMode.PARALLEL));
    }

    /** Starts to work, and hears of ends from then on or sees them in the store. */
    private void awaitEnds(OrchestrationEngine engine, List<ExecutionId> ids) throws InterruptedException {
        engine.listen((execution, events) -> {
            if (events.stream().anyMatch(Event.ExecutionEnded.class::isInstance)) {
                ended.add(execution);
            }
        });
        for (ExecutionId id : ids) {
            while (!row(engine, id).status().isEnded()) {
                assertThat(ended.poll(60, TimeUnit.SECONDS)).as("the next end").isNotNull();
            }
        }
    }

    private static ExecutionRow row(OrchestrationEngine engine, ExecutionId id) {
        return engine.store().archive().execution(id).orElseThrow();
    }

    @Test
    void theSecondEngineFinishesWhatTheFirstLeftAndRepeatsNothing() throws Exception {
        List<ExecutionId> left;
        try (var first = engine(store(), ctx -> hang()).build()) {
            left = List.of(
                    run(first, "v", COUNT_AND_HANG, launch(first)).id(),
                    run(first, "w", COUNT_AND_HANG, launch(first)).id());
            hanging.acquire(2);
        }
        try (var second = next(store()).build()) {
            awaitEnds(second, left);
            assertThat(left)
                    .allSatisfy(id -> assertThat(row(second, id).status()).isEqualTo(WorkflowStatus.COMPLETED));
            assertThat(second.sessions()).extracting(OrchestrationSession::name).containsExactly("s", "s");
        }
        assertThat(counted).hasValue(2);
        assertThat(finished).hasValue(2);
        try (var third = next(store()).build()) {
            third.taskOrchestrator();
            assertThat(third.sessions()).hasSize(2);
        }
        assertThat(finished).hasValue(2);
    }

    /** The files are copied while the second step runs: that is what a kill would leave. */
    @Test
    void whatAKilledEngineLeftGoesOnToo() throws Exception {
        Path killed = Files.createDirectory(folder.resolve("killed")).resolve("state.db");
        ExecutionId id;
        try (var first = engine(store(), ctx -> hang()).build()) {
            id = run(first, "w", COUNT_AND_HANG, launch(first)).id();
            hanging.acquire();
            Files.copy(store(), killed);
            Files.copy(folder.resolve("state.db-wal"), killed.resolveSibling("state.db-wal"));
        }
        try (var second = next(killed).build()) {
            awaitEnds(second, List.of(id));
            assertThat(row(second, id).status()).isEqualTo(WorkflowStatus.COMPLETED);
        }
        assertThat(counted).hasValue(1);
        assertThat(finished).hasValue(1);
    }

    @Test
    void whatNeedsAnActionThatIsMissingIsPausedWithItsNameAndHoldsUpNobody() throws Exception {
        ExecutionId missing;
        ExecutionId other;
        try (var first = engine(store(), ctx -> hang())
                .action("t", "foreign", ctx -> hang())
                .build()) {
            missing = run(first, "v", COUNT_AND_HANG.replace("t.last", "t.foreign"), launch(first))
                    .id();
            other = run(first, "w", COUNT_AND_HANG, launch(first)).id();
            hanging.acquire(2);
        }
        try (var second = next(store()).build()) {
            awaitEnds(second, List.of(other));
            assertThat(row(second, missing).status()).isEqualTo(WorkflowStatus.PAUSED);
            assertThat(row(second, missing).reason()).contains("step b needs the action t.foreign, which is not");
        }
        try (var third = next(store())
                .action("t", "foreign", ctx -> finished.incrementAndGet())
                .build()) {
            WorkflowManager manager = third.workflowManager();
            var resumed = manager.resume(row(third, missing), launch(third)).await(null);
            assertThat(resumed.status()).isEqualTo(WorkflowStatus.COMPLETED);
        }
        assertThat(counted).hasValue(2);
        assertThat(finished).hasValue(2);
    }

    /** Its session had no room, so it had not even begun. */
    @Test
    void whatWasPendingBeginsOrIsPausedLikeTheOthers() throws Exception {
        ExecutionId pending;
        ExecutionId missing;
        try (var first = engine(store(), ctx -> hang())
                .action("t", "foreign", ctx -> hang())
                .build()) {
            Launch narrow = first.launch(first.createSession("narrow", OrchestrationMode.SEQUENTIAL));
            run(first, "v", COUNT_AND_HANG, narrow);
            pending = run(first, "w", COUNT_AND_HANG, narrow).id();
            missing = run(first, "x", COUNT_AND_HANG.replace("t.last", "t.foreign"), narrow)
                    .id();
            hanging.acquire();
        }
        try (var second = next(store()).build()) {
            awaitEnds(second, List.of(pending));
            assertThat(row(second, pending).status()).isEqualTo(WorkflowStatus.COMPLETED);
            assertThat(row(second, missing).status()).isEqualTo(WorkflowStatus.PAUSED);
            assertThat(row(second, missing).reason()).contains("t.foreign");
        }
    }

    @Test
    void whatAPersonPausedStaysPaused() throws Exception {
        ExecutionId id;
        try (var first = engine(store(), ctx -> hang()).build()) {
            WorkflowHandle run = run(first, "w", COUNT_AND_HANG, launch(first));
            id = run.id();
            hanging.acquire();
            first.workflowManager().suspend(id, "lunch", launch(first));
            run.await(null);
        }
        try (var second = next(store()).build()) {
            second.taskOrchestrator();
            assertThat(row(second, id).reason()).isEqualTo("lunch");
        }
        assertThat(finished).hasValue(0);
    }

    @Test
    void anEngineThatIsToldSoLeavesItAlone() throws Exception {
        ExecutionId id;
        try (var first = engine(store(), ctx -> hang()).build()) {
            id = run(first, "w", COUNT_AND_HANG, launch(first)).id();
            hanging.acquire();
        }
        try (var second = next(store()).leaveRecordedTasks().build()) {
            second.taskOrchestrator();
            assertThat(row(second, id).reason()).isEqualTo("shutdown");
        }
        assertThat(finished).hasValue(0);
    }

    @Test
    void closingTheSessionOfWhatGoesOnCancelsIt() throws Exception {
        ExecutionId id;
        try (var first = engine(store(), ctx -> hang()).build()) {
            id = run(first, "w", COUNT_AND_HANG, launch(first)).id();
            hanging.acquire();
        }
        try (var second = engine(store(), ctx -> hang()).build()) {
            second.taskOrchestrator();
            second.closeSession(second.sessions().get(0).id());
            awaitEnds(second, List.of(id));
            assertThat(row(second, id).status()).isEqualTo(WorkflowStatus.CANCELLED);
        }
    }
}
