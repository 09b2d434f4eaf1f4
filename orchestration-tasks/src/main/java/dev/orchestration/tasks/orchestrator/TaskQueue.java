package dev.orchestration.tasks.orchestrator;

import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.Archive;
import dev.orchestration.tasks.Decision;
import dev.orchestration.tasks.ExecutionStats;
import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.TaskId;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskSettings;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.decide.TaskResults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Plain tasks, one by one: accepts them, looks at them, waits for them, ends them. Thread-safe. */
final class TaskQueue {
    private final FrontDesk desk;
    private final Lending lending;
    private final TaskCheck check;
    private final TaskBoard board;
    private final QueueRecovery recovery;

    TaskQueue(FrontDesk desk, ExecutionHost host, Archive archive, ResourceManager resources, Parts parts) {
        Supplier<ActionRegistry> actions = new OnceAsked<>(parts.settings().actions());
        this.desk = desk;
        this.lending = parts.lending();
        this.check = new TaskCheck(actions, parts.settings().parameters(), resources);
        this.board = new TaskBoard(parts.settings(), actions, parts.ids());
        this.recovery = new QueueRecovery(desk, host, archive, board, new RecordedTasks(check, actions));
    }

    /** What the host brings. */
    record Parts(TaskSettings settings, IdSource ids, Lending lending) {}

    /** Goes on with what an earlier process accepted, if that has not ended; does so once, and again if it was refused. */
    void goOn() {
        recovery.goOn();
    }

    TaskId submit(Task task) {
        return accept(task, (on, what) -> {}).id();
    }

    private TaskBoard.Submitted accept(Task task, Lending.Check wait) {
        check.requireParameters(task);
        check.require(task, task.withId(task.taskId().orElse(new TaskId("new"))).spec());
        return ask(on -> {
            wait.require(on, board.before(task));
            return board.submit(on, task);
        });
    }

    TaskResult execute(Task task, @Nullable Duration patience) {
        desk.requireStarted();
        return awaitEnd(accept(task, lending.check()), patience);
    }

    TaskResult await(TaskId id, @Nullable Duration patience) {
        desk.requireStarted();
        return awaitEnd(look(id, place -> place.awaited(id)), patience);
    }

    private TaskResult awaitEnd(TaskBoard.Submitted task, @Nullable Duration patience) {
        TaskId id = task.id();
        try {
            return lending.get(
                    task.end(),
                    task.what(),
                    patience,
                    () -> "task '" + id + "' did not end within " + patience + "; it goes on");
        } finally {
            if (task.end().cancel(false)) {
                forget(id);
            }
        }
    }

    private void forget(TaskId id) {
        try {
            desk.tell(Message.of(on -> board.forget(id)));
        } catch (OrchestrationException e) {
            // The engine is closed, and has let go of everything.
        }
    }

    boolean awaitAll(Duration patience) {
        CompletableFuture<@Nullable Void> idle = ask(on -> board.whenIdle());
        return lending.isDone(idle, new Awaiting.OfAllTasks(), patience);
    }

    boolean cancel(TaskId id, String by, String reason) {
        return ask(on -> {
            TaskBoard.Place place = board.require(id);
            return place.run().cancel(place.node(), by, reason, on.now());
        });
    }

    void decide(TaskId id, Decision decision, String by) {
        ask(on -> {
            TaskBoard.Place place = board.require(id);
            if (!place.run().decide(place.node(), decision, by, on.now())) {
                String status = place.run().state().status(place.node()).wire();
                throw new OrchestrationException(
                        ErrorCode.WRONG_STATE,
                        "task '" + id + "' is " + status + " and waits for no decision; nothing was changed");
            }
            return true;
        });
    }

    Task task(TaskId id) {
        return look(id, place -> place.run().state().tasks().task(place.node()));
    }

    TaskStatus status(TaskId id) {
        return look(id, place -> place.run().state().status(place.node()));
    }

    TaskResult result(TaskId id) {
        return look(id, place -> TaskResults.of(place.run().state(), place.node()));
    }

    List<Task> tasks(Predicate<TaskStatus> wanted) {
        return ask(on -> {
            List<Task> found = new ArrayList<>();
            board.runs().map(QueueRun::state).forEach(state -> {
                for (int node = 0; node < state.plan().size(); node++) {
                    if (wanted.test(state.status(node))) {
                        found.add(state.tasks().task(node));
                    }
                }
            });
            return found;
        });
    }

    ExecutionStats stats(int slots) {
        return ask(on -> TaskTally.of(board, on.attempts(), slots));
    }

    private <T> T look(TaskId id, Function<TaskBoard.Place, T> view) {
        return ask(on -> view.apply(board.require(id)));
    }

    private <T> T ask(Function<Loop, T> question) {
        recovery.takeUp();
        return Objects.requireNonNull(desk.ask(question));
    }
}
