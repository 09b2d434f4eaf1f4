package dev.orchestration.tasks.orchestrator;

import static dev.orchestration.tasks.orchestrator.Engine.refused;
import static dev.orchestration.tasks.orchestrator.TaskEngine.failing;
import static dev.orchestration.tasks.orchestrator.TaskEngine.gated;
import static dev.orchestration.tasks.orchestrator.TaskEngine.id;
import static dev.orchestration.tasks.orchestrator.TaskEngine.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.resources.ResourceLimits;
import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.ResourceId;
import dev.orchestration.tasks.ExecutionStats;
import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.TaskId;
import dev.orchestration.tasks.TaskPriority;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.UnknownTaskException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SubmitTaskTest {
    @TempDir
    Path folder;

    @Test
    void whatWasSubmittedBeforeTheStartIsAcceptedAndWaits() {
        try (TaskEngine tasks = TaskEngine.stopped(folder)) {
            tasks.submit(task("b").after(id("a")));
            tasks.submit(task("a"));
            assertThat(tasks.engine.listTasks()).extracting(Task::id).containsExactly(id("b"), id("a"));
            tasks.then("a", TaskStatus.PENDING);
            refused(
                    ErrorCode.WRONG_STATE,
                    () -> tasks.engine.executeTask(task("c").build()));
            tasks.start().thenAllEnd();
            assertThat(tasks.ran).containsExactly("a", "b");
        }
    }

    @Test
    void startingTwiceIsStartingOnce() {
        try (TaskEngine tasks = TaskEngine.started(folder).start()) {
            tasks.submit(task("a"));
            tasks.thenAllEnd();
            assertThat(tasks.ran).containsExactly("a");
        }
    }

    @Test
    void aTaskThatIsExecutedGivesItsResult() {
        try (TaskEngine tasks = TaskEngine.started(folder)) {
            Task hello = Task.of("hello", "core", "echo", Map.of("message", List.of("x", 1)));
            TaskResult result = tasks.engine.executeTask(hello, Duration.ofSeconds(30));
            assertThat(result.success()).isTrue();
            assertThat(result.result()).isEqualTo(List.of("x", 1L));
            assertThat(result.attempts()).isEqualTo(1);
            assertThat(result.duration()).isNotNegative();
            assertThat(result.task()).startsWith("hello-");
        }
    }

    /** The length of the wait overflowed, and what was accepted seemed refused. */
    @Test
    void aPatienceBeyondAllMeasureIsAsGoodAsNone() {
        Duration allTheTime = Duration.ofSeconds(Long.MAX_VALUE);
        try (TaskEngine tasks = TaskEngine.started(folder)) {
            assertThat(tasks.engine.executeTask(task("a").build(), allTheTime).success())
                    .isTrue();
            assertThat(tasks.engine.awaitCompletion(allTheTime)).isTrue();
            tasks.engine.suspend("test", allTheTime);
            refused(ErrorCode.CLOSED, () -> tasks.submit(task("b")));
        }
    }

    @Test
    void aFailureIsAResultAndNoException() {
        try (TaskEngine tasks = TaskEngine.started(folder)) {
            TaskResult result = tasks.engine.executeTask(failing("a").build());
            assertThat(result.success()).isFalse();
            assertThat(result.status()).isEqualTo(TaskStatus.FAILED);
            assertThat(result.error().kind()).isEqualTo(ErrorKind.INTERNAL);
        }
    }

    @Test
    void whatIsBlockedForGoodIsNotWaitedForAndSaysByWhom() {
        try (TaskEngine tasks = TaskEngine.started(folder)) {
            tasks.submit(failing("a"));
            tasks.submit(task("b").after(id("a")));
            TaskResult result =
                    tasks.engine.executeTask(task("c").after(id("b")).build());
            assertThat(result.status()).isEqualTo(TaskStatus.BLOCKED);
            assertThat(result.blockedBy()).containsExactly("a");
            tasks.thenAllEnd();
            assertThat(tasks.engine
                            .executeTask(task("d").after(id("c")).build())
                            .blockedBy())
                    .containsExactly("a");
        }
    }

    @Test
    void aTaskWaitsForADependencyThatIsSubmittedLater() {
        try (TaskEngine tasks = TaskEngine.started(folder)) {
            tasks.submit(task("last").after(id("first"), id("second")));
            tasks.submit(gated("first"));
            tasks.then("last", TaskStatus.PENDING);
            assertThat(tasks.engine.getTaskResult(id("last")).blockedBy()).containsExactly("second");
            assertThat(tasks.engine.awaitCompletion(Duration.ofMillis(1))).isFalse();
            tasks.submit(task("second"));
            tasks.engine.awaitTask(id("second"), null);
            tasks.then("last", TaskStatus.BLOCKED).open("first");
            tasks.thenAllEnd().then("last", TaskStatus.COMPLETED);
        }
    }

    @Test
    void aSubmissionThatClosesACycleIsRefusedWithItsPath() {
        try (TaskEngine tasks = TaskEngine.started(folder)) {
            tasks.submit(task("b").after(id("a")));
            tasks.submit(task("c").after(id("b")));
            assertThatThrownBy(() -> tasks.submit(task("a").after(id("c")))).hasMessageContaining("a -> c -> b -> a");
            assertThatThrownBy(() -> tasks.submit(task("d").after(id("d")))).hasMessageContaining("d -> d");
            refused(ErrorCode.DEPENDENCY_CYCLE, () -> tasks.submit(task("a").after(id("c"))));
            tasks.submit(task("a"));
            tasks.thenAllEnd();
            assertThat(tasks.ran).containsExactly("a", "b", "c");
        }
    }

    @Test
    void whatCouldNeverRunIsRefusedAtOnce() {
        try (TaskEngine tasks = TaskEngine.started(folder).resource("gpu-0", ResourceType.COMPUTE, 2)) {
            assertThatThrownBy(() -> tasks.engine.submitTask(Task.of("a", "test", "rum", Map.of())))
                    .hasMessageContaining("did you mean 'test.run'?");
            assertThatThrownBy(() -> tasks.submit(task("a").resource("gpu-1", 1)))
                    .hasMessageContaining("did you mean 'gpu-0'?");
            refused(ErrorCode.UNKNOWN_RESOURCE, () -> tasks.submit(task("a").resource(ResourceType.LOCK, 1)));
            assertThatThrownBy(
                            () -> tasks.submit(task("a").resource("gpu-0", 1.5).resource("gpu-0", 1)))
                    .hasMessageContaining("capacity 2.0");
            refused(ErrorCode.BAD_PARAMETERS, () -> tasks.submit(task("a").resource(ResourceType.COMPUTE, 3)));
            refused(
                    ErrorCode.BAD_PARAMETERS,
                    () -> tasks.submit(task("a").parameters(Map.of("x", "y".repeat(300_000)))));
            refused(
                    ErrorCode.BAD_PARAMETERS,
                    () -> tasks.submit(Task.named("a", "core", "sleep").resource("gpu-0", 1)));
            assertThat(tasks.engine.listTasks()).isEmpty();
        }
    }

    /** The loop would have met it as a fault of its own. */
    @Test
    void whatOneAllocationMayNotTakeIsRefusedAtOnce() {
        try (TaskEngine tasks = TaskEngine.started(folder)) {
            tasks.resources.registerResource(
                    new ResourceId("cpu"), ResourceType.COMPUTE, 8, ResourceLimits.between(1, 4));
            refused(ErrorCode.BAD_PARAMETERS, () -> tasks.submit(task("a").resource("cpu", 5)));
            refused(ErrorCode.BAD_PARAMETERS, () -> tasks.submit(task("a").resource("cpu", 0.5)));
            refused(ErrorCode.BAD_PARAMETERS, () -> tasks.submit(task("a").resource(ResourceType.COMPUTE, 5)));
            tasks.submit(task("a").resource("cpu", 4));
            tasks.thenAllEnd();
        }
    }

    @Test
    void anIdIsTakenOnceAndForAll() {
        try (TaskEngine tasks = TaskEngine.started(folder)) {
            tasks.submit(task("a"));
            refused(ErrorCode.DUPLICATE_TASK, () -> tasks.submit(task("a")));
            tasks.thenAllEnd();
            refused(ErrorCode.DUPLICATE_TASK, () -> tasks.submit(task("a")));
            assertThatThrownBy(() -> tasks.engine.getTask(id("A")))
                    .isInstanceOf(UnknownTaskException.class)
                    .hasMessageContaining("did you mean 'a'?");
        }
    }

    @Test
    void anIdThatNobodyChoseTellsTheName() {
        try (TaskEngine tasks = TaskEngine.started(folder)) {
            TaskId first = tasks.engine.submitTask(Task.of("mail", "test", "run", Map.of()));
            TaskId second = tasks.engine.submitTask(Task.of("mail", "test", "run", Map.of()));
            assertThat(first.value()).startsWith("mail-").isNotEqualTo(second.value());
            assertThat(tasks.engine.getTask(first).name()).isEqualTo("mail");
        }
    }

    @Test
    void tasksOfOnePriorityStartInTheOrderOfTheirComingAndTheUrgentFirst() {
        try (TaskEngine tasks = TaskEngine.with(folder, 1, settings -> settings)) {
            tasks.submit(task("slow").priority(TaskPriority.LOW).estimate(Duration.ofHours(1)));
            tasks.submit(task("first"));
            tasks.submit(task("second").estimate(Duration.ofHours(9)));
            tasks.submit(task("third"));
            tasks.submit(task("urgent").priority(TaskPriority.CRITICAL));
            tasks.start().thenAllEnd();
            assertThat(tasks.ran).containsExactly("urgent", "first", "second", "third", "slow");
        }
    }

    @Test
    void figuresTellHowTasksStand() throws Exception {
        try (TaskEngine tasks = TaskEngine.with(folder, 1, settings -> settings).start()) {
            tasks.submit(gated("a"));
            tasks.awaitBegun("a");
            tasks.submit(task("b").priority(TaskPriority.HIGH));
            tasks.submit(task("c").after(id("nowhere")));
            ExecutionStats stats = tasks.engine.getExecutionStats();
            assertThat(stats.count(TaskStatus.RUNNING)).isEqualTo(1);
            assertThat(stats.queued()).containsEntry(TaskPriority.HIGH, 1).containsEntry(TaskPriority.LOW, 0);
            assertThat(stats.unfinished()).isEqualTo(3);
            assertThat(stats.busy()).isEqualTo(1);
            assertThat(tasks.engine.listTasks(TaskStatus.PENDING))
                    .extracting(Task::name)
                    .containsExactly("c");
        }
    }

    @Test
    void resourcesOfATypeAreChosenAtTheStart() throws Exception {
        try (TaskEngine tasks = TaskEngine.started(folder)
                .resource("gpu-0", ResourceType.COMPUTE, 1)
                .resource("gpu-1", ResourceType.COMPUTE, 1)) {
            tasks.submit(gated("a").resource(ResourceType.COMPUTE, 1));
            tasks.submit(gated("b").resource(ResourceType.COMPUTE, 1));
            tasks.submit(gated("c").resource(ResourceType.COMPUTE, 1));
            tasks.awaitBegun("a");
            tasks.awaitBegun("b");
            tasks.then("c", TaskStatus.READY).open("b");
            tasks.awaitBegun("c");
            tasks.open("a");
            tasks.open("c");
            tasks.thenAllEnd();
        }
    }
}
