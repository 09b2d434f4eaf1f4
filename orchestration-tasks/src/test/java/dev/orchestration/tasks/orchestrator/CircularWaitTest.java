package dev.orchestration.tasks.orchestrator;

import static dev.orchestration.tasks.orchestrator.Nest.child;
import static dev.orchestration.tasks.orchestrator.TaskEngine.id;
import static dev.orchestration.tasks.orchestrator.TaskEngine.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.tasks.CircularWaitException;
import dev.orchestration.tasks.TaskId;
import dev.orchestration.tasks.action.ActionKind;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who would wait for himself is told so at once, and with him by whom he would. */
@Timeout(120)
class CircularWaitTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private Nest nest;

    @BeforeEach
    void open() {
        nest = new Nest(TaskEngine.with(folder, 2, settings -> settings).start());
    }

    @AfterEach
    void close() {
        nest.close();
    }

    private static String refused(ThrowingCallable wait) {
        CircularWaitException refusal = catchThrowableOfType(CircularWaitException.class, wait);
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.DEPENDENCY_CYCLE);
        return refusal.getMessage();
    }

    private String refusedIn(String task, ThrowingCallable wait) {
        nest.action(ActionKind.WORK, "a", ctx -> refused(wait));
        return (String) nest.execute(child("a", task));
    }

    private TaskId own() {
        return id("me");
    }

    @Test
    void aTaskCannotWaitForItself() {
        assertThat(refusedIn("me", () -> nest.tasks.engine.awaitTask(own(), null)))
                .isEqualTo("attempt tasks-1/me would wait for itself: it waits for task 'me'; let it end first, or do"
                        + " not wait");
    }

    @Test
    void aTaskCannotWaitForAllTasks() {
        assertThat(refusedIn("me", () -> nest.tasks.engine.awaitCompletion(LONG)))
                .contains("all tasks");
    }

    @Test
    void aTaskCannotExecuteOneThatDependsOnItAndThatOneIsNotAccepted() {
        assertThat(refusedIn(
                        "me",
                        () -> nest.tasks.engine.executeTask(
                                task("next").after(own()).build())))
                .contains("task 'me'");
        assertThat(nest.tasks.engine.listTasks()).hasSize(1);
    }

    @Test
    void aTaskCannotWaitForOneThatDependsOnItOverOthers() {
        nest.submit(task("b").after(own()));
        nest.submit(task("c").after(id("b")));
        assertThat(refusedIn("me", () -> nest.tasks.engine.awaitTask(id("c"), null)))
                .contains("it waits for task 'c', which waits for task 'b', which waits for task 'me'");
        nest.tasks.thenAllEnd();
    }

    @Test
    void aChildCannotWaitForTheTaskThatWaitsForIt() {
        nest.action(ActionKind.WORK, "parent", ctx -> {
            nest.submit(child("child", "c"));
            return nest.tasks.engine.awaitTask(id("c"), null).result();
        });
        nest.action(ActionKind.WORK, "child", ctx -> {
            while (nest.tasks.engine.getExecutionStats().busy() > 1) {
                Thread.onSpinWait(); // until the parent waits
            }
            return refused(() -> nest.tasks.engine.awaitTask(id("p"), null));
        });
        nest.submit(child("parent", "p"));
        assertThat(nest.tasks.engine.awaitTask(id("p"), LONG).result())
                .asString()
                .contains("it waits for task 'p', which waits for task 'c'");
        nest.thenEverySlotIsFree(2);
    }

    /** An attempt that was refused holds its slot as before, and may wait for something else. */
    @Test
    void whoWasRefusedGoesOn() {
        nest.action(ActionKind.WORK, "a", ctx -> {
            refused(() -> nest.tasks.engine.awaitTask(own(), null));
            return nest.execute(task("other"));
        });
        nest.execute(child("a", "me"));
        nest.thenEverySlotIsFree(2);
    }
}
