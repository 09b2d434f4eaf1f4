package dev.orchestration.tasks.orchestrator;

import static dev.orchestration.tasks.orchestrator.Engine.end;
import static dev.orchestration.tasks.orchestrator.Engine.refused;
import static dev.orchestration.tasks.orchestrator.Engine.rethrow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Commit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TaskOrchestratorTest {
    @TempDir
    Path logs;

    private Engine fixture;
    private TaskOrchestrator engine;

    @BeforeEach
    void open() {
        fixture = new Engine(logs);
        engine = fixture.engine;
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void manyThreadsSubmitLookAndCancelAndEveryExecutionEnds() throws Exception {
        List<CompletableFuture<Void>> users = new ArrayList<>();
        List<WorkflowStatus> ends = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int user = 0; user < 8; user++) {
            boolean cancels = user % 2 == 0;
            users.add(CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 50; i++) {
                    var accepted = fixture.submit(Graph.diamond(), 1_000);
                    engine.inspect(accepted.id(), state -> state.active());
                    if (cancels) {
                        engine.cancel(accepted.id(), "user", "changed my mind");
                    }
                    ends.add(accepted.end().join().lifecycle().status());
                }
            }));
        }
        for (CompletableFuture<Void> user : users) {
            user.get(60, TimeUnit.SECONDS);
        }
        assertThat(ends).hasSize(400).containsOnly(WorkflowStatus.COMPLETED, WorkflowStatus.CANCELLED);
    }

    /** It is not paused, as nothing of it ran; whoever waited for it waited for ever. */
    @Test
    void aListenerThatThrowsOrBlocksHarmsNobody() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        engine.listen((id, events) -> {
            throw new AssertionError("listener");
        });
        engine.listen((id, events) -> free.countDown());
        assertThat(end(fixture.submit(frame -> null))).isEqualTo(WorkflowStatus.COMPLETED);
        free.await();
        while (engine.listenerFaults() == 0) { // each has a thread of its own, so the other may be told later
            Thread.onSpinWait();
        }
        engine.listen((id, events) -> new java.util.concurrent.Semaphore(0).acquireUninterruptibly());
        CountDownLatch heard = new CountDownLatch(2);
        engine.listen((id, events) ->
                events.stream().filter(Event.ExecutionEnded.class::isInstance).forEach(event -> heard.countDown()));
        assertThat(end(fixture.submit(frame -> null))).isEqualTo(WorkflowStatus.COMPLETED);
        assertThat(end(fixture.submit(frame -> null))).isEqualTo(WorkflowStatus.COMPLETED);
        heard.await();
    }

    /** What hung on the end ran on the loop, and waited there for the loop. */
    @Test
    void whatHangsOnAnEndMayCallTheEngine() throws Exception {
        var second = fixture.submit(frame -> null).end().thenApply(state -> fixture.submit(frame -> null));
        assertThat(end(second.get(60, TimeUnit.SECONDS))).isEqualTo(WorkflowStatus.COMPLETED);
    }

    /** The loop died of it, and everybody waited for ever. */
    @Test
    void aQuestionThatThrowsFailsForItsAskerOnly() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        var accepted = fixture.submit(frame -> {
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
        var accepted = fixture.submit(frame -> {
            free.await();
            return null;
        });
        Graph impossible = Graph.of("a").kind("a", null);
        refused(ErrorCode.INTERNAL, () -> fixture.submit(impossible, 1_000));
        refused(ErrorCode.INTERNAL, () -> rethrow(accepted.end()));
        refused(ErrorCode.INTERNAL, () -> fixture.submit(frame -> null));
        engine.close();
        free.countDown();
    }

    /** Nobody told the loop, which waited until something else happened. */
    @Test
    void whatTheHostGivesBackIsGivenToWhoeverWaitsForIt() throws Exception {
        ResourceId gpu = new ResourceId("gpu");
        fixture.resources.register(new Resource(gpu, ResourceType.COMPUTE, 1));
        var held = fixture.resources.allocate(gpu, "the host", 1);
        var waits = fixture.submit(Graph.of("a").needs("a", "gpu", 1), 1_000);
        fixture.resources.release(held.allocationId());
        assertThat(end(waits)).isEqualTo(WorkflowStatus.COMPLETED);
    }

    /** It was read while the execution was carried out; by the time it was used, the execution had ended. */
    @Test
    void aHistoryThatWasReadBeforeTheEndIsRefusedAfterItAndHarmsNobody() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        Graph graph = Graph.of("a").does("a", frame -> {
            free.await();
            return null;
        });
        var running = fixture.submit(graph, 1_000);
        List<Commit> history = new ArrayList<>();
        fixture.store.replay(running.id(), history::add);
        refused(ErrorCode.WRONG_STATE, () -> fixture.retry(running.id(), graph, history));
        free.countDown();
        assertThat(end(running)).isEqualTo(WorkflowStatus.COMPLETED);
        refused(ErrorCode.WRONG_STATE, () -> fixture.retry(running.id(), graph, history));
        assertThat(end(fixture.submit(frame -> null))).isEqualTo(WorkflowStatus.COMPLETED);
    }

    /** Two who retried at once: the second one's commit was refused by the store, and that ended the engine. */
    @Test
    void whoeverTakesUpAnExecutionWithAnOldHistoryIsRefusedAndHarmsNobody() throws Exception {
        Graph graph = Graph.of("a").does("a", frame -> {
            throw new IllegalStateException("no");
        });
        var failed = fixture.submit(graph, 1_000);
        assertThat(end(failed)).isEqualTo(WorkflowStatus.FAILED);
        List<Commit> history = new ArrayList<>();
        fixture.store.replay(failed.id(), history::add);
        assertThat(end(fixture.retry(failed.id(), graph, history))).isEqualTo(WorkflowStatus.FAILED);
        refused(ErrorCode.WRONG_STATE, () -> fixture.retry(failed.id(), graph, history));
        assertThat(end(fixture.submit(frame -> null))).isEqualTo(WorkflowStatus.COMPLETED);
    }
}
