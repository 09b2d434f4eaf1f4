package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.command.Command;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.Launch;
import dev.orchestration.workflow.WorkflowExecution;
import dev.orchestration.workflow.WorkflowHandle;
import dev.orchestration.workflow.WorkflowHandle.Origin;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same key and the same input mean the same execution, whoever asks, as often as it may be. */
@Timeout(120)
class RequestKeyTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String COUNT = "{name: w, parameters: {n: {default: 1}}, steps: [{name: a, action: t.count}]}";
    private static final String GATE =
            "{name: w, steps: [{name: a, action: t.count}, {name: b, action: t.gate, dependencies: [a]}]}";

    @TempDir
    Path folder;

    private OrchestrationEngine engine;
    private final AtomicInteger counted = new AtomicInteger();
    private final Semaphore atTheGate = new Semaphore(0);
    private final CountDownLatch gate = new CountDownLatch(1);

    @BeforeEach
    void anEngine() {
        engine = engine(folder.resolve("state.db"));
    }

    private OrchestrationEngine engine(Path store) {
        return OrchestrationEngine.builder()
                .store(store)
                .leaveRecordedTasks()
                .action("t", "count", ctx -> counted.incrementAndGet())
                .action("t", "fail", ctx -> {
                    counted.incrementAndGet();
                    throw new IllegalStateException("no luck");
                })
                .action("t", "gate", ctx -> {
                    atTheGate.release();
                    gate.await();
                    return null;
                })
                .build();
    }

    @AfterEach
    void close() {
        gate.countDown();
        engine.close();
    }

    private static WorkflowDefinition definition(String text) {
        return new Definitions().parse(text, "test");
    }

    private static Launch launch(OrchestrationEngine in, String key) {
        return in.launch(in.createSession("s", OrchestrationMode.PARALLEL)).withKey(key);
    }

    private WorkflowHandle run(String text, Map<String, ?> parameters, String key) {
        return engine.workflowManager().executeWorkflow(definition(text), parameters, launch(engine, key));
    }

    private static void assertRefused(ThrowingCallable act, String... words) {
        assertThatThrownBy(act)
                .hasMessageContainingAll(words)
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_PARAMETERS));
    }

    @Test
    void theSameKeyTwiceGivesOneExecutionAndOneEffect() {
        WorkflowHandle first = run(COUNT, Map.of(), "order 7");
        WorkflowExecution ended = first.await(PATIENCE);
        WorkflowHandle second = run(COUNT, Map.of("n", 1L), "order 7");

        assertThat(first.origin()).isEqualTo(Origin.STARTED);
        assertThat(second.origin()).isEqualTo(Origin.ENDED);
        assertThat(second.await(PATIENCE)).isEqualTo(ended);
        assertThat(second.execution().requestKey()).isEqualTo("order 7");
        assertThat(counted).hasValue(1);
        assertThat(run(COUNT, Map.of(), "order 8").await(PATIENCE).executionId())
                .isNotEqualTo(first.id());
        assertThat(engine.store().archive().newestExecutions(9)).hasSize(2);
    }

    @Test
    void whatFailedIsNotTriedAgainAndIsToldAsItEnded() {
        String text = "{name: w, steps: [{name: a, action: t.fail}]}";
        WorkflowExecution failed = run(text, Map.of(), "k").await(PATIENCE);

        assertThat(failed.status()).isEqualTo(WorkflowStatus.FAILED);
        assertThat(run(text, Map.of(), "k").await(PATIENCE)).isEqualTo(failed);
        assertThat(counted).hasValue(1);
    }

    @Test
    void otherInputIsRefusedAndTellsWhatDiffers() {
        ExecutionId id =
                run(COUNT, Map.of("n", Map.of("deep", List.of(1, 2.5))), "k").id();

        assertThat(run(COUNT, Map.of("n", Map.of("deep", List.of(1, 2.5))), "k").id())
                .isEqualTo(id);
        assertRefused(
                () -> run(COUNT, Map.of("n", 2), "k"), "key 'k'", id.value(), "the parameter 'n' has another value");
        assertRefused(
                () -> run(COUNT.replace("name: a", "name: b"), Map.of(), "k"),
                "key 'k'",
                id.value(),
                "the definition of 'w' was edited since",
                "step 'a' is gone, step 'b' is new");
        assertRefused(() -> run(COUNT.replace("name: w", "name: v"), Map.of(), "k"), "the workflow is 'v', it was 'w'");
        assertThat(engine.store().archive().newestExecutions(9)).hasSize(1);
    }

    @Test
    void aKeyThatIsNoneIsRefused() {
        assertRefused(() -> run(COUNT, Map.of(), ""), "a request key has from 1 to 200 characters");
        assertRefused(() -> run(COUNT, Map.of(), "a\nb"), "a request key has no control characters");
    }

    @Test
    void eightThreadsAtOnceGetOneExecution() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 20; round++) {
                String key = "k" + round;
                CyclicBarrier together = new CyclicBarrier(8);
                List<Future<WorkflowHandle>> all = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    all.add(threads.submit(() -> {
                        together.await(60, TimeUnit.SECONDS);
                        return run(COUNT, Map.of(), key);
                    }));
                }
                Set<ExecutionId> ids = new HashSet<>();
                for (Future<WorkflowHandle> each : all) {
                    WorkflowExecution ended = each.get(60, TimeUnit.SECONDS).await(PATIENCE);
                    assertThat(ended.status()).isEqualTo(WorkflowStatus.COMPLETED);
                    ids.add(ended.executionId());
                }
                assertThat(ids).as(key).hasSize(1);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(counted).hasValue(20);
    }

    @Test
    void whatIsUnderWayIsFollowedAndBelongsToWhoeverBeganIt() throws Exception {
        WorkflowHandle first = run(GATE, Map.of(), "k");
        atTheGate.acquire();
        var other = engine.createSession("other", OrchestrationMode.PARALLEL);
        WorkflowHandle second = engine.workflowManager()
                .executeWorkflow(
                        definition(GATE), Map.of(), engine.launch(other).withKey("k"));
        engine.closeSession(other.id());
        gate.countDown();

        assertThat(second.origin()).isEqualTo(Origin.UNDER_WAY);
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.await(PATIENCE).status()).isEqualTo(WorkflowStatus.COMPLETED);
        assertThat(first.await(PATIENCE)).isEqualTo(second.await(PATIENCE));
        assertThat(counted).hasValue(1);
    }

    @Test
    void whatWasPausedGoesOn() throws Exception {
        WorkflowHandle first = run(GATE, Map.of(), "k");
        atTheGate.acquire();
        engine.workflowManager().suspend(first.id(), "lunch", launch(engine, "unused"));
        assertThat(first.await(PATIENCE).status()).isEqualTo(WorkflowStatus.PAUSED);
        gate.countDown();

        WorkflowHandle second = run(GATE, Map.of(), "k");
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.await(PATIENCE).status()).isEqualTo(WorkflowStatus.COMPLETED);
        assertThat(counted).hasValue(1);
    }

    /** The files are copied while the second step runs: that is what a kill would leave. */
    @Test
    void afterACrashTheSameKeyGoesOnAndCompletedStepsDoNotRunAgain() throws Exception {
        WorkflowHandle first = run(GATE, Map.of(), "k");
        atTheGate.acquire();
        Path killed = Files.createDirectory(folder.resolve("killed")).resolve("state.db");
        Files.copy(folder.resolve("state.db"), killed);
        Files.copy(folder.resolve("state.db-wal"), killed.resolveSibling("state.db-wal"));
        gate.countDown();
        first.await(PATIENCE);

        try (OrchestrationEngine next = engine(killed)) {
            WorkflowHandle again =
                    next.workflowManager().executeWorkflow(definition(GATE), Map.of(), launch(next, "k"));
            WorkflowExecution ended = again.await(PATIENCE);
            assertThat(again.id()).isEqualTo(first.id());
            assertThat(ended.status()).isEqualTo(WorkflowStatus.COMPLETED);
            assertThat(ended.stepResults().get("b").attempts()).isEqualTo(2);
        }
        assertThat(counted).hasValue(1);
    }

    @Test
    void theSameKeyOfTwoCommandsIsOneExecutionAndBothAreAnswered() throws Exception {
        try (Sender sender = Sender.beside(engine)) {
            Event.CommandReceived first = sender.ask(command(GATE, "k"));
            atTheGate.acquire();
            Event.CommandReceived second = sender.ask(command(GATE, "k"));
            gate.countDown();
            sender.await(Event.ExecutionEnded.class, "COMPLETED");
            Event.CommandReceived third = sender.ask(command(GATE, "k"));
            Event.CommandReceived other = sender.ask(command(COUNT, "k"));

            assertThat(List.of(second.execution(), third.execution())).containsOnly(first.execution());
            assertThat(List.of(first.isRefused(), second.isRefused(), third.isRefused()))
                    .containsOnly(false);
            assertThat(other.code()).isEqualTo("BAD_PARAMETERS");
            assertThat(other.message()).contains("key 'k'", String.valueOf(first.execution()));
        }
        assertThat(counted).hasValue(1);
    }

    private Command command(String text, String key) {
        var directory = new WorkingDirectory(folder, List.of());
        return Sender.COMMANDS.run(definition(text), Map.of(), null, directory, key);
    }
}
