package dev.orchestration.workflow.parallel;

import static dev.orchestration.workflow.parallel.Tasks.tasks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.action.Action;
import dev.orchestration.workflow.dag.DAGTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How tasks and calls end before they are done, and what several callers see of each other. */
final class ParallelExecutorEndTest {
    private static final Duration SHORT = Duration.ofMillis(50);

    /** Goes when a task that never ends has begun. */
    private final PassingClock clock = new PassingClock();

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    /** Lets the time pass, blocks until it is interrupted, and says so. */
    private final Action endless = ctx -> {
        begun.countDown();
        clock.go();
        try {
            return new CompletableFuture<>().get();
        } catch (InterruptedException e) {
            clock.stand();
            interrupted.countDown();
            throw e;
        }
    };

    private ParallelSettings settings(int workers) {
        return ParallelSettings.standard().withMaxWorkers(workers).withClock(clock);
    }

    private void requireInterrupted() throws InterruptedException {
        assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aTaskWhoseTimeoutPassesIsInterruptedAndTheOthersGoOn() throws Exception {
        Tasks tasks = tasks("slow", "after: slow", "other").where("slow", endless);
        try (var executor = new ParallelExecutor(settings(1).withTaskTimeout(SHORT))) {
            var results = executor.executeTasks(tasks.list());
            assertThat(results.get("slow").status()).isEqualTo(ExecutionStatus.TIMEOUT);
            assertThat(results.get("slow").error().kind()).isEqualTo(ErrorKind.TIMEOUT);
            assertThat(results.get("after").status()).isEqualTo(ExecutionStatus.CANCELLED);
            assertThat(results.get("after").error().message())
                    .isEqualTo("did not run: its dependency 'slow' timed out");
            assertThat(results.get("other").success()).isTrue();
        }
        requireInterrupted();
    }

    @Test
    void aTaskMayHaveATimeoutOfItsOwn() throws Exception {
        DAGTask slow = DAGTask.of("slow", List.of(), endless).withTimeout(SHORT);
        try (var executor = new ParallelExecutor(settings(1))) {
            assertThat(executor.executeTasks(List.of(slow)).get("slow").status())
                    .isEqualTo(ExecutionStatus.TIMEOUT);
        }
        requireInterrupted();
    }

    @Test
    void whenTheTimeOfACallIsOverWhatRunsIsInterruptedAndNothingMoreStarts() throws Exception {
        Tasks tasks =
                tasks("done", "slow: done", "waiting: done", "after: slow").where("slow", endless);
        try (var executor = new ParallelExecutor(settings(1).withCallTimeout(SHORT))) {
            var results = executor.executeTasks(tasks.list());
            assertThat(results.get("done").success()).isTrue();
            assertThat(results.get("slow").status()).isEqualTo(ExecutionStatus.TIMEOUT);
            assertThat(results.get("slow").error().message())
                    .isEqualTo("was interrupted: the call's timeout of PT0.05S passed");
            assertThat(results.get("waiting").status()).isEqualTo(ExecutionStatus.CANCELLED);
            assertThat(results.get("waiting").error().message())
                    .isEqualTo("did not run: the call's timeout of PT0.05S passed");
            assertThat(results.get("after").error().message())
                    .isEqualTo("did not run: its dependency 'slow' timed out");
        }
        requireInterrupted();
        assertThat(tasks.started).containsExactly("done", "slow");
    }

    @Test
    void aCallMayHaveATimeoutOfItsOwn() throws Exception {
        Tasks tasks = tasks("slow").where("slow", endless);
        try (var executor = new ParallelExecutor(settings(1))) {
            assertThat(executor.executeTasks(tasks.list(), Map.of(), SHORT)
                            .get("slow")
                            .status())
                    .isEqualTo(ExecutionStatus.TIMEOUT);
        }
        requireInterrupted();
    }

    @Test
    void closingInterruptsWhatRunsAndTheCallGetsItsResults() throws Exception {
        Tasks tasks = tasks("done", "slow: done", "after: slow").where("slow", endless);
        ParallelExecutor executor = new ParallelExecutor(2);
        CompletableFuture<Map<String, ExecutionResult>> call =
                Threads.supply(() -> executor.executeTasks(tasks.list()));
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        executor.close();
        var results = call.get(60, TimeUnit.SECONDS);
        assertThat(results.get("done").success()).isTrue();
        assertThat(results.get("slow").status()).isEqualTo(ExecutionStatus.CANCELLED);
        assertThat(results.get("slow").error().message()).isEqualTo("was interrupted: the executor was closed");
        assertThat(results.get("after").error().message())
                .isEqualTo("did not run: its dependency 'slow' was cancelled");
        requireInterrupted();
    }

    @Test
    void aClosedExecutorRefusesAndClosingAgainDoesNothing() {
        ParallelExecutor executor = new ParallelExecutor();
        executor.close();
        executor.close();
        refused(ErrorCode.CLOSED, () -> executor.executeTasks(tasks("a").list()));
    }

    @Test
    void aCallerThatIsInterruptedLeavesAndItsTasksAreCancelled() throws Exception {
        Tasks tasks = tasks("slow").where("slow", endless);
        try (var executor = new ParallelExecutor()) {
            CompletableFuture<Thread> caller = new CompletableFuture<>();
            CompletableFuture<Boolean> flag = Threads.supply(() -> {
                caller.complete(Thread.currentThread());
                refused(ErrorCode.CLOSED, () -> executor.executeTasks(tasks.list()));
                return Thread.currentThread().isInterrupted();
            });
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
            caller.get().interrupt();
            assertThat(flag.get(60, TimeUnit.SECONDS)).isTrue();
            requireInterrupted();
        }
    }

    @Test
    void aTaskCannotWaitForTheExecutorThatRunsIt() {
        try (var executor = new ParallelExecutor(1);
                var another = new ParallelExecutor(1)) {
            Tasks tasks = tasks("calls", "closes", "uses")
                    .where("calls", ctx -> executor.executeTasks(tasks("x").list()))
                    .where("closes", ctx -> closed(executor))
                    .where(
                            "uses",
                            ctx -> another.executeTasks(tasks("x").list()).size());
            var results = executor.executeTasks(tasks.list());
            assertThat(results.get("calls").error().message()).contains("use another executor");
            assertThat(results.get("closes").error().message()).contains("use another executor");
            assertThat(results.get("uses").result()).isEqualTo(1L);
        }
    }

    @Test
    void severalThreadsMayUseOneExecutor() throws Exception {
        try (var executor = new ParallelExecutor(3)) {
            List<CompletableFuture<Map<String, ExecutionResult>>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                calls.add(Threads.supply(() -> executor.executeTasks(
                        tasks("d: b c", "c: a", "b: a", "a").list())));
            }
            for (var call : calls) {
                assertThat(call.get(60, TimeUnit.SECONDS).values()).hasSize(4).allMatch(ExecutionResult::success);
            }
        }
    }

    private static boolean closed(ParallelExecutor executor) {
        executor.close();
        return true;
    }

    private static void refused(ErrorCode code, Runnable call) {
        assertThatExceptionOfType(OrchestrationException.class)
                .isThrownBy(call::run)
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }
}
