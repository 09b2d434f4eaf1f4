package dev.orchestration.tasks.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.orchestration.state.event.Outcome;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.TaskBuilder;
import dev.orchestration.tasks.TaskId;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.decide.Signal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A queue that forgets everything in the midst of its life; of workflows see {@link RandomPlayTest}. */
class RehostingTest {
    private final Stage stage = Stage.given(Graph.of("a"));
    private final Hosted hosted = new Hosted(QueueHosting.id(1), hosting());
    private final QueueRun run = new QueueRun(hosted, () -> {}, () -> {});

    private static Hosting hosting() {
        return QueueHosting.hosting(
                QueueHosting.id(1), ActionRegistry::standard, new WorkingDirectory(Path.of("."), List.of()));
    }

    private RehostingTest begin() {
        stage.tell(on -> {
            on.roster().hostNew(hosted);
            hosted.emit(QueueHosting.created(hosted, on.now()));
            on.roster().enroll(hosted, on.now());
        });
        stage.step();
        return this;
    }

    private static TaskBuilder task(String id) {
        return Task.named(id, "core", "noop").id(id);
    }

    private void submit(TaskBuilder task) {
        stage.tell(on -> hosted.decide(new Signal.TaskSubmitted(on.now(), task.build(), List.of())));
        stage.step();
    }

    private void forget() {
        List<Commit> history = new ArrayList<>();
        stage.store.replay(hosted.id(), history::add);
        stage.tell(on -> on.roster().rehost(hosted, hosting(), history, on.now()));
        stage.step();
    }

    private void complete(String id) {
        stage.report(stage.workers.take(id), Outcome.COMPLETED, null);
        stage.step();
    }

    @Test
    void whatRunsGoesOnAndWhoWaitsIsTold() {
        begin().submit(task("a"));
        submit(task("b").after(new TaskId("a"), new TaskId("c")));
        CompletableFuture<TaskResult> end = run.whenSettled(1);
        forget();
        assertThat(stage.workers.running()).containsExactly("a");
        complete("a");
        forget();
        submit(task("c"));
        forget();
        complete("c");
        forget();
        complete("b");
        assertThat(end.join().status()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(run.isIdle()).isTrue();
    }

    @Test
    void whatIsDecidedAndNotRecordedIsNotForgotten() {
        begin();
        stage.tell(
                on -> hosted.decide(new Signal.TaskSubmitted(on.now(), task("a").build(), List.of())));
        assertThat(refusal()).isInstanceOf(IllegalStateException.class).hasMessageContaining("not recorded");
        assertThat(stage.workers.running()).containsExactly("a");
    }

    @Test
    void aHistoryThatDoesNotKnowWhatRunsIsRefused() {
        begin().submit(task("a"));
        assertThat(refusal()).isInstanceOf(IllegalStateException.class).hasMessageContaining("plan of 0 tasks");
    }

    /** Of who would forget without a history to learn from. */
    private Throwable refusal() {
        AtomicReference<Throwable> refusal = new AtomicReference<>();
        stage.tell(on -> refusal.set(catchThrowable(() -> on.roster().rehost(hosted, hosting(), List.of(), on.now()))));
        stage.step();
        return refusal.get();
    }
}
