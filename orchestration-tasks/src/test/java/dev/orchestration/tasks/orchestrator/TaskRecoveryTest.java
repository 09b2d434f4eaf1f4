package dev.orchestration.tasks.orchestrator;

import static dev.orchestration.tasks.orchestrator.Engine.refused;
import static dev.orchestration.tasks.orchestrator.TaskEngine.failing;
import static dev.orchestration.tasks.orchestrator.TaskEngine.gated;
import static dev.orchestration.tasks.orchestrator.TaskEngine.id;
import static dev.orchestration.tasks.orchestrator.TaskEngine.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.journal.Batch;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.tasks.Decision;
import dev.orchestration.tasks.OnInterrupt;
import dev.orchestration.tasks.ParameterCheck;
import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.decide.Signal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TaskRecoveryTest {
    @TempDir
    Path folder;

    @Test
    void afterAKillAcceptedTasksAreThereAgainAndGoOn() throws Exception {
        try (TaskEngine first = TaskEngine.started(folder)) {
            first.submit(task("done"));
            first.submit(gated("running").after(id("done")));
            first.submit(task("waits").after(id("running"), id("later")));
            first.awaitBegun("running");
            try (TaskEngine second = first.afterAKill().start()) {
                second.open("running");
                second.submit(task("later"));
                second.thenAllEnd().then("waits", TaskStatus.COMPLETED);
                assertThat(second.ran).doesNotContain("done").containsOnlyOnce("running", "later", "waits");
                assertThat(second.engine.getTaskResult(id("running")).attempts())
                        .isEqualTo(2);
                assertThat(second.queues()).containsExactly(new ExecutionId("tasks-1"));
            }
        }
    }

    @Test
    void recordedTasksGoOnOnlyOnceAnEngineIsAskedForThem() throws Exception {
        try (TaskEngine first = TaskEngine.stopped(folder)) {
            first.submit(task("a"));
            try (TaskEngine second = first.afterAKill().start()) {
                assertThat(second.engine.abandonedAttempts()).isZero();
                assertThat(second.ran).isEmpty();
                second.engine.takeUpTasks();
                second.engine.takeUpTasks();
                second.thenAllEnd();
                assertThat(second.ran).containsExactly("a");
            }
        }
    }

    @Test
    void aQueueThatIsIdleAtTheEndOfAnEngineGoesOnWithTheNext() {
        try (TaskEngine first = TaskEngine.started(folder)) {
            first.submit(task("a"));
            first.thenAllEnd().close();
            assertThat(first.store
                            .execution(new ExecutionId("tasks-1"))
                            .orElseThrow()
                            .status())
                    .isEqualTo(WorkflowStatus.PAUSED);
            try (TaskEngine second = first.afterAKill().start()) {
                second.submit(task("b").after(id("a")));
                second.thenAllEnd();
                assertThat(second.ran).containsExactly("b");
                second.then("a", TaskStatus.COMPLETED);
            }
        }
    }

    @Test
    void anEngineThatLacksAnActionLeavesRecordedTasksAlone() {
        try (TaskEngine first = TaskEngine.stopped(folder)) {
            first.actions.register("host", "mail", ctx -> null);
            first.engine.submitTask(Task.named("m", "host", "mail").id("m").build());
            try (TaskEngine second = first.afterAKill().start()) {
                assertThatThrownBy(() -> second.submit(task("a")))
                        .hasMessageContaining("task 'm'")
                        .hasMessageContaining("host.mail");
                refused(ErrorCode.WRONG_STATE, second.engine::listTasks);
                second.actions.register("host", "mail", ctx -> null);
                second.submit(task("a"));
                second.thenAllEnd().then("m", TaskStatus.COMPLETED);
            }
        }
    }

    /** The older queue went on before the newer one was looked at, and could not be taken up a second time. */
    @Test
    void aQueueThatLacksAnActionLeavesTheOneBeforeItAloneToo() {
        try (TaskEngine first = TaskEngine.stopped(folder)) {
            first.submit(task("a"));
            first.actions.register("host", "mail", ctx -> null);
            first.store.append(new Batch(
                    List.of(secondQueue(Task.named("m", "host", "mail").id("m").build(), first)), List.of()));
            try (TaskEngine second = first.afterAKill().start()) {
                assertThatThrownBy(() -> second.submit(task("b"))).hasMessageContaining("host.mail");
                assertThatThrownBy(() -> second.submit(task("b"))).hasMessageContaining("host.mail");
                second.actions.register("host", "mail", ctx -> null);
                second.submit(task("b"));
                second.thenAllEnd().then("m", TaskStatus.COMPLETED).then("a", TaskStatus.COMPLETED);
            }
        }
    }

    private Commit secondQueue(Task only, TaskEngine engine) {
        ExecutionId id = QueueHosting.id(2);
        WorkingDirectory here = new WorkingDirectory(folder, List.of());
        Hosted queue = new Hosted(id, QueueHosting.hosting(id, () -> engine.actions, here));
        queue.emit(QueueHosting.created(queue, 1));
        queue.decide(new Signal.TaskSubmitted(1, only, List.of()));
        return queue.takePending();
    }

    /** The action of another version may take something else; what was accepted is tried, and fails where it has to. */
    @Test
    void newTasksAreCheckedByWhatTheirActionTakesAndRecordedOnesAreNot() {
        ParameterCheck mute = (action, parameters) ->
                parameters.containsKey("message") ? List.of(action.name() + " says nothing") : List.of();
        Map<String, Object> hello = Map.of("message", "hello");
        try (TaskEngine first = TaskEngine.with(folder, 4, settings -> settings.withParameterCheck(mute))) {
            assertThatThrownBy(() -> first.submit(task("a").parameters(hello)))
                    .hasMessageContaining("test.run says nothing");
            refused(ErrorCode.BAD_PARAMETERS, () -> first.submit(task("a").parameters(hello)));
            assertThat(first.engine.listTasks()).isEmpty();
        }
        try (TaskEngine lenient = TaskEngine.stopped(folder)) {
            lenient.submit(task("a").parameters(hello));
            try (TaskEngine strict = lenient.afterAKillWith(settings -> settings.withParameterCheck(mute))
                    .start()) {
                strict.submit(task("b"));
                strict.thenAllEnd().then("a", TaskStatus.COMPLETED);
            }
        }
    }

    @Test
    void aPersonDecidesAboutWhatMustNotRunTwice() throws Exception {
        try (TaskEngine first = TaskEngine.started(folder)) {
            for (String id : new String[] {"rerun", "fail", "skip", "leave"}) {
                first.submit(gated(id).onInterrupt(OnInterrupt.MANUAL));
                first.awaitBegun(id);
            }
            first.submit(task("after").after(id("skip"), id("rerun")));
            try (TaskEngine second = first.afterAKill().start()) {
                second.then("rerun", TaskStatus.WAITING);
                second.open("rerun");
                second.engine.decideTask(id("rerun"), Decision.RERUN, "me");
                second.engine.decideTask(id("fail"), Decision.FAIL, "me");
                second.engine.decideTask(id("skip"), Decision.SKIP, "me");
                second.engine.awaitTask(id("after"), null);
                second.then("after", TaskStatus.COMPLETED).then("fail", TaskStatus.FAILED);
                second.then("skip", TaskStatus.SKIPPED).then("leave", TaskStatus.WAITING);
                refused(ErrorCode.WRONG_STATE, () -> second.engine.decideTask(id("fail"), Decision.RERUN, "me"));
            }
        }
    }

    @Test
    void aFailureBeforeTheKillStaysOneAndBlocksWhatComesLater() {
        try (TaskEngine first = TaskEngine.started(folder)) {
            first.submit(failing("a"));
            first.thenAllEnd();
            try (TaskEngine second = first.afterAKill().start()) {
                assertThat(second.engine
                                .executeTask(task("b").after(id("a")).build())
                                .blockedBy())
                        .containsExactly("a");
                assertThat(second.engine
                                .executeTask(Task.of("c", "core", "echo", Map.of("message", 1)))
                                .result())
                        .isEqualTo(1L);
            }
        }
    }

    @Test
    void whoeverWaitsWhenTheEngineIsClosedIsTold() throws Exception {
        TaskEngine tasks = TaskEngine.started(folder);
        tasks.submit(gated("a"));
        tasks.awaitBegun("a");
        var waits = java.util.concurrent.CompletableFuture.runAsync(
                () -> refused(ErrorCode.CLOSED, () -> tasks.engine.awaitTask(id("a"), null)));
        tasks.engine.getTaskStatus(id("a"));
        tasks.engine.suspend("test", java.time.Duration.ZERO);
        waits.get(60, java.util.concurrent.TimeUnit.SECONDS);
        refused(ErrorCode.CLOSED, () -> tasks.submit(task("b")));
    }
}
