package dev.orchestration.tasks.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.InMemoryStore;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.state.journal.StoredDefinition;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.decide.AttemptWork;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.live.LiveWorld;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TaskOrchestratorTest {
    @TempDir
    Path logs;

    private InMemoryStore store;
    private TaskOrchestrator engine;

    @BeforeEach
    void open() {
        store = new InMemoryStore(logs, new Owner("u", 1, "h", "b", 1, 1, 1, null));
        World world = LiveWorld.create(Clock.system(), IdSource.sequence("x"), Map.of(), Map.of());
        engine = new TaskOrchestrator(world, store, new ResourceManager(), 4);
        engine.startBackgroundProcessing();
    }

    @AfterEach
    void close() {
        engine.suspend("end of the test", Duration.ZERO);
    }

    private TaskOrchestrator.Accepted submit(Graph graph, int workflows) {
        Hosting hosting = new Hosting(
                graph.plan(),
                graph,
                new StoredDefinition("sha256:x", "play", "{}", List.of()),
                graph.mode(),
                graph.maxParallel(),
                graph.timeout(),
                new WorkingDirectory(logs, List.of()),
                new SessionLimits(new SessionId("s"), 100, workflows));
        return engine.submit(
                hosting,
                (id, at) -> new Event.ExecutionCreated(
                        at, "play", "sha256:x", Map.of(), "s", graph.mode().wire(), 7, "."),
                Map.of());
    }

    private TaskOrchestrator.Accepted submit(AttemptWork work) {
        return submit(Graph.of("a").does("a", work), 1_000);
    }

    private static WorkflowStatus end(TaskOrchestrator.Accepted accepted) throws Exception {
        return accepted.end().get(30, TimeUnit.SECONDS).lifecycle().status();
    }

    private static void refused(ErrorCode code, ThrowingCallable call) {
        OrchestrationException thrown = catchThrowableOfType(OrchestrationException.class, call);
        assertThat(thrown.code()).isEqualTo(code);
    }

    @Test
    void manyThreadsSubmitLookAndCancelAndEveryExecutionEnds() throws Exception {
        List<CompletableFuture<Void>> users = new ArrayList<>();
        List<WorkflowStatus> ends = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int user = 0; user < 8; user++) {
            boolean cancels = user % 2 == 0;
            users.add(CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 50; i++) {
                    var accepted = submit(Graph.diamond(), 1_000);
                    engine.inspect(accepted.id(), state -> state.active());
                    if (cancels) {
                        engine.cancel(accepted.id(), "user", "changed my mind");
                    }
                    ends.add(accepted.end().join().lifecycle().status());
                }
            }));
        }
        for (CompletableFuture<Void> user : users) {
            user.get(50, TimeUnit.SECONDS);
        }
        assertThat(ends).hasSize(400).containsOnly(WorkflowStatus.COMPLETED, WorkflowStatus.CANCELLED);
    }

    @Test
    void whatIsAskedAfterTheCloseIsRefused() {
        var accepted = submit(frame -> null);
        engine.close();
        engine.close();
        refused(ErrorCode.CLOSED, () -> submit(frame -> null));
        refused(ErrorCode.CLOSED, () -> engine.inspect(accepted.id(), ExecutionState::active));
        refused(ErrorCode.CLOSED, () -> engine.cancel(accepted.id(), "user", "late"));
    }

    @Test
    void manyMayCloseWhileOthersSubmitAndNobodyIsLeftWaiting() throws Exception {
        List<CompletableFuture<Boolean>> users = new ArrayList<>();
        for (int user = 0; user < 4; user++) {
            users.add(CompletableFuture.supplyAsync(() -> {
                boolean open = true;
                while (open) {
                    try {
                        submit(frame -> null)
                                .end()
                                .handle((state, thrown) -> state)
                                .join();
                    } catch (OrchestrationException e) {
                        open = e.code() != ErrorCode.CLOSED;
                    }
                }
                return true;
            }));
        }
        CompletableFuture<Void> other = CompletableFuture.runAsync(engine::close);
        engine.close();
        other.get(30, TimeUnit.SECONDS);
        for (CompletableFuture<Boolean> user : users) {
            assertThat(user.get(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** It is not paused, as nothing of it ran; whoever waited for it waited for ever. */
    @Test
    void whoeverWaitsForAnExecutionThatIsStillPendingIsToldOfTheClose() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        submit(
                Graph.of("a").does("a", frame -> {
                    begun.countDown();
                    new CountDownLatch(1).await();
                    return null;
                }),
                1);
        var pending = submit(Graph.of("a"), 1);
        begun.await();
        engine.close();
        refused(ErrorCode.CLOSED, () -> rethrow(pending.end()));
    }

    private static void rethrow(CompletableFuture<?> future) throws Throwable {
        try {
            future.get(30, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException e) {
            throw e.getCause();
        }
    }

    @Test
    void theCloseWaitsNoLongerThanItsPatienceForAnAttemptThatIgnoresIt() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        var stubborn = submit(frame -> {
            begun.countDown();
            while (free.getCount() > 0) {
                Thread.onSpinWait();
            }
            return null;
        });
        begun.await();
        engine.suspend("shutdown", Duration.ofMillis(1));
        free.countDown();
        refused(ErrorCode.CLOSED, () -> rethrow(stubborn.end()));
    }

    @Test
    void aRunningExecutionIsPausedByTheClose() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        var accepted = submit(frame -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return null;
        });
        begun.await();
        engine.close();
        assertThat(end(accepted)).isEqualTo(WorkflowStatus.PAUSED);
    }

    @Test
    void aListenerThatThrowsOrBlocksHarmsNobody() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        engine.listen((id, events) -> {
            throw new AssertionError("listener");
        });
        engine.listen((id, events) -> free.countDown());
        assertThat(end(submit(frame -> null))).isEqualTo(WorkflowStatus.COMPLETED);
        free.await();
        assertThat(engine.listenerFaults()).isPositive();
        engine.listen((id, events) -> new java.util.concurrent.Semaphore(0).acquireUninterruptibly());
        assertThat(end(submit(frame -> null))).isEqualTo(WorkflowStatus.COMPLETED);
        assertThat(end(submit(frame -> null))).isEqualTo(WorkflowStatus.COMPLETED);
    }

    /** What hung on the end ran on the loop, and waited there for the loop. */
    @Test
    void whatHangsOnAnEndMayCallTheEngine() throws Exception {
        var second = submit(frame -> null).end().thenApply(state -> submit(frame -> null));
        assertThat(end(second.get(30, TimeUnit.SECONDS))).isEqualTo(WorkflowStatus.COMPLETED);
    }

    /** The loop died of it, and everybody waited for ever. */
    @Test
    void aQuestionThatThrowsFailsForItsAskerOnly() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        var accepted = submit(frame -> {
            free.await();
            return null;
        });
        refused(
                ErrorCode.INTERNAL,
                () -> engine.inspect(accepted.id(), state -> {
                    throw new IllegalStateException("mine");
                }));
        free.countDown();
        assertThat(end(accepted)).isEqualTo(WorkflowStatus.COMPLETED);
    }

    /** The loop's thread was gone, and so was every answer. */
    @Test
    void whenTheEngineItselfFailsEverybodyIsTold() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        var accepted = submit(frame -> {
            free.await();
            return null;
        });
        Graph impossible = Graph.of("a").needs("a", "never registered", 1);
        refused(ErrorCode.INTERNAL, () -> submit(impossible, 1_000));
        refused(ErrorCode.INTERNAL, () -> rethrow(accepted.end()));
        refused(ErrorCode.INTERNAL, () -> submit(frame -> null));
        engine.close();
        free.countDown();
    }
}
