package dev.orchestration.tasks.orchestrator;

import static dev.orchestration.tasks.orchestrator.Engine.end;
import static dev.orchestration.tasks.orchestrator.Engine.refused;
import static dev.orchestration.tasks.orchestrator.Engine.rethrow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.tasks.decide.ExecutionState;
import java.nio.file.Path;
import java.time.Duration;
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
class ClosingTest {
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
    void whatIsAskedAfterTheCloseIsRefused() {
        var accepted = fixture.submit(frame -> null);
        engine.close();
        engine.close();
        refused(ErrorCode.CLOSED, () -> fixture.submit(frame -> null));
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
                        fixture.submit(frame -> null)
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
        other.get(60, TimeUnit.SECONDS);
        for (CompletableFuture<Boolean> user : users) {
            assertThat(user.get(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void whoeverWaitsForAnExecutionThatIsStillPendingIsToldOfTheClose() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        fixture.submit(
                Graph.of("a").does("a", frame -> {
                    begun.countDown();
                    new CountDownLatch(1).await();
                    return null;
                }),
                1);
        var pending = fixture.submit(Graph.of("a"), 1);
        begun.await();
        engine.close();
        refused(ErrorCode.CLOSED, () -> rethrow(pending.end()));
    }

    @Test
    void theCloseWaitsNoLongerThanItsPatienceForAnAttemptThatIgnoresIt() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        var stubborn = fixture.submit(frame -> {
            begun.countDown();
            while (free.getCount() > 0) {
                Thread.onSpinWait();
            }
            return null;
        });
        begun.await();
        engine.suspend("shutdown", Duration.ofMillis(1));
        free.countDown();
        assertThat(end(stubborn)).isEqualTo(WorkflowStatus.PAUSED);
    }

    @Test
    void aRunningExecutionIsPausedByTheClose() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        var accepted = fixture.submit(frame -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return null;
        });
        begun.await();
        engine.close();
        assertThat(end(accepted)).isEqualTo(WorkflowStatus.PAUSED);
    }
}
