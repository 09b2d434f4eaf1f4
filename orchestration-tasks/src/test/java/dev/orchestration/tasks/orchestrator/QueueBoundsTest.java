package dev.orchestration.tasks.orchestrator;

import static dev.orchestration.tasks.orchestrator.Engine.refused;
import static dev.orchestration.tasks.orchestrator.TaskEngine.failing;
import static dev.orchestration.tasks.orchestrator.TaskEngine.gated;
import static dev.orchestration.tasks.orchestrator.TaskEngine.id;
import static dev.orchestration.tasks.orchestrator.TaskEngine.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.tasks.QueueFullException;
import dev.orchestration.tasks.TaskBuilder;
import dev.orchestration.tasks.TaskSettings;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.UnknownTaskException;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.action.WorkingDirectory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class QueueBoundsTest {
    @TempDir
    Path folder;

    private static String queue(TaskEngine tasks, int number) {
        return tasks.store
                .execution(new ExecutionId("tasks-" + number))
                .map(row -> row.status().wire())
                .orElse("none");
    }

    @Test
    void aFullQueueRefusesUntilSomethingHasEnded() throws Exception {
        try (TaskEngine tasks = TaskEngine.with(folder, 4, settings -> settings.withQueueLimit(2))
                .start()) {
            tasks.submit(gated("a"));
            tasks.submit(gated("b"));
            assertThatThrownBy(() -> tasks.submit(task("c"))).isInstanceOfSatisfying(QueueFullException.class, e -> {
                assertThat(e.limit()).isEqualTo(2);
                assertThat(e.kind()).isEqualTo(ErrorKind.RESOURCE);
            });
            tasks.awaitBegun("a");
            tasks.open("a");
            tasks.engine.awaitTask(id("a"), null);
            tasks.submit(task("c"));
            tasks.open("b");
            tasks.thenAllEnd();
        }
    }

    @Test
    void aQueueThatHasHadEnoughIsFollowedByAnotherAndCanStillBeRead() {
        try (TaskEngine tasks = TaskEngine.with(folder, 4, settings -> settings.withTasksAQueue(2))) {
            for (String id : new String[] {"a", "b", "c"}) {
                tasks.submit(task(id));
            }
            tasks.submit(failing("bad"));
            tasks.start().thenAllEnd();
            tasks.submit(task("d").after(id("a"), id("e")));
            tasks.submit(task("e"));
            tasks.thenAllEnd();
            assertThat(queue(tasks, 1)).isEqualTo("completed");
            assertThat(queue(tasks, 2)).isEqualTo("running");
            tasks.then("d", TaskStatus.COMPLETED).then("a", TaskStatus.COMPLETED);
            assertThat(tasks.engine.listTasks()).hasSize(6);
            refused(ErrorCode.DUPLICATE_TASK, () -> tasks.submit(task("a")));
            assertThatThrownBy(() -> tasks.submit(task("f").after(id("bad"))))
                    .hasMessageContaining("is failed for good");
        }
    }

    @Test
    void afterAKillTheQueueBeforeIsKnownToo() {
        try (TaskEngine first = TaskEngine.with(folder, 4, settings -> settings.withTasksAQueue(1))
                .start()) {
            first.submit(task("a"));
            first.submit(task("b"));
            first.thenAllEnd();
            first.submit(task("c").after(id("a")));
            first.thenAllEnd();
            assertThat(queue(first, 2)).isEqualTo("running");
            try (TaskEngine second = first.afterAKill().start()) {
                second.submit(task("d").after(id("b"), id("c")));
                second.thenAllEnd().then("a", TaskStatus.COMPLETED).then("d", TaskStatus.COMPLETED);
                assertThat(second.ran).containsExactly("d");
            }
        }
    }

    /** Else a host that always has something to do would fill its memory. */
    @Test
    void aFullQueueIsFollowedByAnotherAlthoughSomethingOfItIsOpen() throws Exception {
        try (TaskEngine tasks = TaskEngine.with(folder, 4, settings -> settings.withTasksAQueue(2))
                .start()) {
            tasks.submit(gated("open"));
            tasks.awaitBegun("open");
            for (int i = 0; i < 20; i++) {
                tasks.engine.executeTask(task("t" + i).build());
            }
            assertThat(queue(tasks, 1)).isEqualTo("running");
            assertThat(queue(tasks, 6)).isEqualTo("completed");
            assertThat(queue(tasks, 7)).isEqualTo("running");
            assertThat(tasks.engine.listTasks().stream()
                            .map(each -> each.taskId().orElseThrow().value()))
                    .as("what is open, what ended last, and the present one")
                    .containsExactly("open", "t0", "t1", "t14", "t15", "t16", "t17", "t18", "t19");
            refused(ErrorCode.DUPLICATE_TASK, () -> tasks.submit(task("open")));
            tasks.submit(gated("late"));
            tasks.open("open");
            thenEnds(tasks, 1, "open");
            for (int i = 20; i < 23; i++) {
                tasks.engine.executeTask(task("t" + i).build());
            }
            assertThat(tasks.engine.listTasks().stream()
                            .map(each -> each.taskId().orElseThrow().value()))
                    .as("what ended last was the oldest")
                    .containsExactly("open", "t0", "t1", "late", "t20", "t21", "t22");
            tasks.open("late");
            tasks.thenAllEnd();
        }
    }

    /** Without anybody who submits anything: what the loop has decided by the first question is recorded by the second. */
    private static void thenEnds(TaskEngine tasks, int number, String settled) {
        tasks.engine.awaitTask(id(settled), null);
        for (int i = 0; i < 2; i++) {
            var unused = tasks.engine.getTaskStatus(id(settled));
        }
        assertThat(queue(tasks, number)).isEqualTo("completed");
    }

    /** A host that submits the same id twice does the work once; who depends on it need not wait. */
    @Test
    void ofTasksWhoseQueueIsGoneItIsKnownHowTheyEnded() throws Exception {
        try (TaskEngine tasks = TaskEngine.with(folder, 4, settings -> settings.withTasksAQueue(1))
                .start()) {
            tasks.engine.executeTask(task("invoice").build());
            tasks.submit(failing("bad"));
            tasks.thenAllEnd();
            for (int i = 0; i < 9; i++) {
                tasks.engine.executeTask(task("t" + i).build());
            }
            olderAreKnown(tasks, "first");
            try (TaskEngine second = tasks.afterAKillWith(settings -> settings.withTasksAQueue(1))
                    .start()) {
                olderAreKnown(second, "second");
                assertThat(second.ran).containsExactly("second");
            }
        }
    }

    private static void olderAreKnown(TaskEngine tasks, String after) {
        assertThatThrownBy(() -> tasks.engine.getTask(id("invoice"))).isInstanceOf(UnknownTaskException.class);
        refused(ErrorCode.DUPLICATE_TASK, () -> tasks.submit(task("invoice")));
        assertThatThrownBy(() -> tasks.submit(task("never").after(id("bad"))))
                .hasMessageContaining("is failed for good");
        tasks.submit(task(after).after(id("invoice")));
        tasks.thenAllEnd().then(after, TaskStatus.COMPLETED);
    }

    @Test
    void whatHasToDoWithAnOpenTaskJoinsItsQueueHoweverFullThatIs() throws Exception {
        try (TaskEngine tasks = TaskEngine.with(folder, 4, settings -> settings.withTasksAQueue(1))
                .start()) {
            tasks.submit(gated("open"));
            tasks.submit(task("early").after(id("late")));
            tasks.awaitBegun("open");
            tasks.engine.executeTask(task("other").build());
            tasks.submit(task("after").after(id("open"), id("other")));
            tasks.submit(task("late"));
            tasks.then("after", TaskStatus.BLOCKED);
            tasks.open("open");
            tasks.thenAllEnd().then("after", TaskStatus.COMPLETED).then("early", TaskStatus.COMPLETED);
            assertThat(queue(tasks, 3)).isEqualTo("none");
            assertThat(tasks.engine.listTasks().stream()
                            .map(each -> each.taskId().orElseThrow().value()))
                    .containsExactly("open", "early", "after", "late", "other");
        }
    }

    @Test
    void aTaskThatDependsOnOpenOnesOfTwoQueuesIsRefusedUntilOneHasEnded() throws Exception {
        try (TaskEngine tasks = TaskEngine.with(folder, 4, settings -> settings.withTasksAQueue(1))
                .start()) {
            tasks.submit(gated("a"));
            tasks.submit(task("filler"));
            tasks.submit(gated("b"));
            TaskBuilder both = task("c").after(id("a"), id("b"));
            assertThatThrownBy(() -> tasks.submit(both))
                    .isInstanceOf(OrchestrationException.class)
                    .hasMessageContaining(
                            "two queues that are both open: it depends on 'a' in tasks-1, and it depends on 'b' in tasks-2");
            tasks.open("a");
            tasks.engine.awaitTask(id("a"), null);
            tasks.submit(both);
            tasks.open("b");
            tasks.thenAllEnd().then("c", TaskStatus.COMPLETED);
        }
    }

    @Test
    void afterAKillEveryQueueOfWhichSomethingIsOpenGoesOn() throws Exception {
        try (TaskEngine first = TaskEngine.with(folder, 4, settings -> settings.withTasksAQueue(1))
                .start()) {
            first.submit(gated("a"));
            first.awaitBegun("a");
            for (String id : new String[] {"b", "c", "d", "e", "f"}) {
                first.engine.executeTask(task(id).build());
            }
            first.submit(gated("g"));
            first.awaitBegun("g");
            try (TaskEngine second = first.afterAKillWith(settings -> settings.withTasksAQueue(1))
                    .start()) {
                second.open("a");
                second.open("g");
                second.thenAllEnd().then("a", TaskStatus.COMPLETED).then("g", TaskStatus.COMPLETED);
                assertThat(second.ran).containsExactlyInAnyOrder("a", "g");
                thenEnds(second, 1, "a");
            }
        }
    }

    /** What a plain message throws ends the loop. */
    @Test
    void whoeverWaitsNoLongerForATaskWhoseQueueIsGoneHarmsNobody() {
        Stage stage = Stage.given(Graph.of("other"));
        ActionRegistry actions = new ActionRegistry();
        actions.register("test", "run", ctx -> null);
        WorkingDirectory here = new WorkingDirectory(folder, List.of());
        TaskSettings settings = TaskSettings.of(() -> actions, here).withTasksAQueue(1);
        TaskBoard board = new TaskBoard(settings, () -> actions, IdSource.sequence("t"));
        for (String id : new String[] {"a", "b", "c", "d", "e"}) {
            stage.tell(on -> board.submit(on, task(id).build()));
            stage.step().whenCompletes(id);
        }
        assertThatThrownBy(() -> board.require(id("a"))).isInstanceOf(UnknownTaskException.class);
        stage.tell(on -> board.forget(id("a")));
        stage.step().started().thenRunning("other");
    }

    /** Somebody cancels the execution as a whole, as they would a workflow. */
    @Test
    void aQueueThatIsCancelledAsAWholeIsFollowedByAnother() throws Exception {
        try (TaskEngine tasks = TaskEngine.started(folder)) {
            tasks.submit(gated("a"));
            tasks.awaitBegun("a");
            tasks.submit(task("b").after(id("a")));
            assertThat(tasks.engine.cancel(new ExecutionId("tasks-1"), "me", "enough"))
                    .isTrue();
            assertThat(tasks.engine.executeTask(task("c").build()).success()).isTrue();
            tasks.thenAllEnd().then("a", TaskStatus.CANCELLED).then("b", TaskStatus.CANCELLED);
            assertThat(queue(tasks, 1)).isEqualTo(WorkflowStatus.CANCELLED.wire());
        }
    }
}
