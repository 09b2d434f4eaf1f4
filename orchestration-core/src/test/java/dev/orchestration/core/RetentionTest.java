package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.ManualClock;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.store.StoreAddress;
import dev.orchestration.store.Upkeep;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.Task;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.Fork;
import dev.orchestration.workflow.Launch;
import dev.orchestration.workflow.WorkflowExecution;
import dev.orchestration.workflow.WorkflowHandle;
import dev.orchestration.workflow.WorkflowHandle.Origin;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What ended long ago is removed while the engine works, and nothing else is lost by it. */
@Timeout(300)
class RetentionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration KEEP = Duration.ofMinutes(1);
    private static final int ROUNDS = Integer.getInteger("orchestration.retention.rounds", 40);

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(1_700_000_000_000_000L);
    private final Semaphore atTheGate = new Semaphore(0);
    private final Semaphore gate = new Semaphore(0);
    private volatile boolean fails;
    private OrchestrationEngine engine;
    private OrchestrationSession session;
    private Retention retention;

    @BeforeEach
    void anEngine() {
        engine = OrchestrationEngine.builder()
                .store(folder.resolve("state.db"))
                .clock(clock)
                .workers(8)
                .keepEnded(KEEP)
                .action(
                        "t",
                        "large",
                        ctx -> String.valueOf(ctx.parameters().get("letter")).repeat(300_000))
                .action("t", "fail", ctx -> {
                    if (fails) {
                        throw new IllegalStateException("no luck");
                    }
                    return "luck";
                })
                .action("t", "gate", ctx -> {
                    atTheGate.release();
                    gate.acquire();
                    return null;
                })
                .build();
        session = engine.newSession("s")
                .mode(OrchestrationMode.PARALLEL)
                .maxParallelWorkflows(1_000)
                .maxParallelTasks(1_000)
                .create();
        retention = new Retention(
                engine.store(), KEEP, clock, engine.taskOrchestrator().ownerDesk());
    }

    @AfterEach
    void isSoundToTheEnd() {
        gate.release(1_000);
        assertThat(engine.taskOrchestrator().trouble()).isEmpty();
        engine.close();
        Upkeep upkeep = new Upkeep(folder.resolve("state.db"), clock, IdSource.random(), owner -> {});
        assertThat(upkeep.check().faults()).isEmpty();
    }

    private static WorkflowDefinition definition(String text) {
        return new Definitions().parse(text, "test");
    }

    private WorkflowHandle run(String text, Launch launch) {
        return engine.workflowManager().executeWorkflow(definition(text), Map.of(), launch);
    }

    private ExecutionId ended(String text) {
        return run(text, engine.launch(session)).await(PATIENCE).executionId();
    }

    /** Everything that is there has been there for two hours. */
    private void twoHoursLater() {
        clock.advance(Duration.ofHours(2));
        try (Stream<Path> files = Files.list(Files.createDirectories(folder.resolve("state.db.files")))) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() - 7_200_000));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isThere(ExecutionId id) {
        return engine.store().archive().execution(id).isPresent();
    }

    @Test
    void whatEndedLongAgoGoesAndWhatIsOpenStays() throws Exception {
        ExecutionId old = ended("{name: o, steps: [{name: a, action: t.fail}]}");
        WorkflowHandle open = run("{name: g, steps: [{name: a, action: t.gate}]}", engine.launch(session));
        atTheGate.acquire();
        engine.workflowManager().createWorkflow(definition("{name: child, steps: [{name: a, action: t.fail}]}"));
        WorkflowHandle parent = run(
                "{name: p, steps: [{name: c, action: workflow.run, parameters: {workflow: child}},"
                        + " {name: g, action: t.gate, dependencies: [c]}]}",
                engine.launch(session));
        atTheGate.acquire();
        ExecutionId child = engine.store().archive().newestExecutions(9).stream()
                .filter(row -> parent.id().value().equals(row.parent()))
                .findFirst()
                .orElseThrow()
                .id();
        twoHoursLater();
        ExecutionId young = ended("{name: o, steps: [{name: a, action: t.fail}]}");

        retention.remove();

        assertThat(isThere(old)).isFalse();
        assertThat(List.of(open.id(), parent.id(), child, young)).allMatch(this::isThere);
        gate.release(2);
        assertThat(open.await(PATIENCE).status()).isEqualTo(WorkflowStatus.COMPLETED);
        assertThat(parent.await(PATIENCE).status()).isEqualTo(WorkflowStatus.COMPLETED);
        assertThatThrownBy(() -> engine.workflowManager().executions().require(old))
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_EXECUTION));
    }

    @Test
    void theKeyOfWhatIsGoneBeginsANewOne() {
        String text = "{name: k, steps: [{name: a, action: t.fail}]}";
        WorkflowHandle first = run(text, engine.launch(session).withKey("order-1"));
        first.await(PATIENCE);
        twoHoursLater();
        assertThat(run(text, engine.launch(session).withKey("order-1")).id()).isEqualTo(first.id());

        retention.remove();

        WorkflowHandle second = run(text, engine.launch(session).withKey("order-1"));
        assertThat(second.origin()).isEqualTo(Origin.STARTED);
        assertThat(second.id()).isNotEqualTo(first.id());
        second.await(PATIENCE);
    }

    /** Its number is the first of those that come, so another one of this number would have the remains of this one. */
    @Test
    void theNewestQueueOfPlainTasksStays() {
        engine.executeTask(Task.of("x", "t", "fail", Map.of()), PATIENCE);
        twoHoursLater();
        retention.remove();
        assertThat(isThere(new ExecutionId("tasks-1"))).isTrue();
    }

    /** Whatever asks for an execution at the moment in which it is removed comes before that or after it. */
    @Test
    void whatRacesWithTheRemovalGoesOnCompletelyOrIsRefusedAsUnknown() throws Exception {
        long seed = Long.getLong("orchestration.retention.seed", new Random().nextLong());
        System.out.println("RetentionTest: seed " + seed);
        Random random = new Random(seed);
        int[] came = new int[2];
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                race(round, random, threads, came);
            }
        } finally {
            threads.shutdownNow();
        }
        System.out.println("RetentionTest: " + came[0] + " went on, " + came[1] + " were refused");
    }

    private void race(int round, Random random, ExecutorService threads, int[] came) throws Exception {
        String text = "{name: w, steps: [{name: a, action: t.large, parameters: {letter: '" + (char) ('a' + round % 26)
                + "'}}, {name: b, action: t.fail, dependencies: [a]}]}";
        fails = true;
        List<Callable<WorkflowExecution>> acts = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String key = "k" + round + "-" + i;
            ExecutionId id = run(text, engine.launch(session).withKey(key))
                    .await(PATIENCE)
                    .executionId();
            acts.add(act(i % 3, engine.workflowManager().executions().require(id), text, key));
        }
        fails = false;
        twoHoursLater();
        CyclicBarrier together = new CyclicBarrier(acts.size() + 1);
        List<Future<WorkflowExecution>> asked = new ArrayList<>();
        for (Callable<WorkflowExecution> act : acts) {
            long delay = random.nextInt(4_000) * 1_000L;
            asked.add(threads.submit(() -> {
                together.await();
                LockSupport.parkNanos(delay);
                return act.call();
            }));
        }
        long late = random.nextInt(4_000) * 1_000L;
        Future<?> removal = threads.submit(() -> {
            together.await();
            LockSupport.parkNanos(late);
            retention.remove();
            return null;
        });
        removal.get(60, TimeUnit.SECONDS);
        for (Future<WorkflowExecution> each : asked) {
            settle(each, came);
        }
    }

    private Callable<WorkflowExecution> act(int kind, ExecutionRow row, String text, String key) {
        Launch launch = engine.launch(session);
        return switch (kind) {
            case 0 -> () -> engine.workflowManager().retry(row, launch).await(PATIENCE);
            case 1 ->
                () -> engine.workflowManager()
                        .fork(row, new Fork("b", Map.of(), null), launch)
                        .await(PATIENCE);
            default -> () -> run(text, launch.withKey(key)).await(PATIENCE);
        };
    }

    private void settle(Future<WorkflowExecution> asked, int[] came) throws Exception {
        try {
            WorkflowExecution execution = asked.get(60, TimeUnit.SECONDS);
            boolean before = execution.status() == WorkflowStatus.FAILED; // what the key had when it was asked for
            if (!before) {
                assertThat(execution.status()).isEqualTo(WorkflowStatus.COMPLETED);
                assertThat(isThere(execution.executionId())).isTrue();
                assertThat(String.valueOf(execution.stepResults().get("a").result()))
                        .hasSize(300_000);
            }
            came[0]++;
        } catch (java.util.concurrent.ExecutionException e) {
            assertThat(e.getCause())
                    .isInstanceOfSatisfying(
                            OrchestrationException.class,
                            refused -> assertThat(refused.code())
                                    .as(String.valueOf(refused.getMessage()))
                                    .isEqualTo(ErrorCode.UNKNOWN_EXECUTION));
            came[1]++;
        }
    }

    /** By the machine's clock, all of this was recorded years ago. */
    @Test
    void itIsDoneSoonAfterTheStartWithoutBeingAsked() {
        ExecutionId old = ended("{name: o, steps: [{name: a, action: t.fail}]}");
        engine.close();
        engine = OrchestrationEngine.builder()
                .store(folder.resolve("state.db"))
                .keepEnded(KEEP)
                .build();
        engine.start();
        while (isThere(old)) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void whereNothingIsRemovedItIsRefusedWithTheReason() {
        assertThatThrownBy(() -> OrchestrationEngine.builder().keepEnded(KEEP).build())
                .isInstanceOf(OrchestrationException.class)
                .hasMessageContaining("in memory keeps no more than its newest 10,000 anyway");
        var database = StoreAddress.database("jdbc:postgresql://localhost/none", Map.of());
        assertThatThrownBy(() -> OrchestrationEngine.builder()
                        .store(database)
                        .keepEnded(KEEP)
                        .build())
                .isInstanceOf(OrchestrationException.class)
                .hasMessageContaining("from a PostgreSQL database the engine removes nothing");
        for (Duration time : List.of(Duration.ofSeconds(59), Duration.ZERO, Duration.ofDays(-1))) {
            assertThatThrownBy(() -> OrchestrationEngine.builder().keepEnded(time))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("for a minute at least");
        }
    }
}
