package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.Nearest;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import dev.orchestration.tasks.QueueFullException;
import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.TaskId;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskSettings;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.UnknownTaskException;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.decide.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The executions in which plain tasks live. Once the present one holds enough, the next task begins another; those before go
 * on until nothing of them is open. A task that has to do with an open one of those joins it. Confined to the loop.
 */
final class TaskBoard {
    /** A task that is known. */
    record Place(QueueRun run, int node) {
        /** Its end, for those who wait for it. */
        Submitted awaited(TaskId id) {
            return new Submitted(id, run.whenSettled(node), new Awaiting.OfTask(run.hosted(), node));
        }
    }

    private final TaskSettings settings;
    private final Supplier<ActionRegistry> actions;
    private final IdSource ids;
    private final List<CompletableFuture<@Nullable Void>> waitForIdle = new ArrayList<>();
    private final QueueRuns runs = new QueueRuns();
    private int number;
    /** The one this is confined to; known from the first task on. */
    private @Nullable Loop loop;

    TaskBoard(TaskSettings settings, Supplier<ActionRegistry> actions, IdSource ids) {
        this.settings = settings;
        this.actions = actions;
        this.ids = ids;
    }

    /**
     * What was recorded earlier, the oldest first.
     *
     * @param older how the tasks ended of queues that are not held
     */
    void adopt(Loop on, EndedTasks older, List<QueueRun> recorded, int recordedNumber) {
        loop = on;
        runs.remember(older);
        recorded.forEach(runs::add);
        number = recordedNumber;
        runs.closeDrained(on.now());
    }

    /** A task that was accepted. */
    record Submitted(TaskId id, CompletableFuture<TaskResult> end, Awaiting what) {}

    /** What has to come before the task, as far as it is known. */
    List<Awaiting> before(Task task) {
        return runs().flatMap(run -> task.dependencies().stream()
                        .map(run::node)
                        .filter(Objects::nonNull)
                        .filter(node -> !run.state().isSettled(node))
                        .map(node -> (Awaiting) new Awaiting.OfTask(run.hosted(), node)))
                .toList();
    }

    /** @throws OrchestrationException if it is not accepted */
    Submitted submit(Loop on, Task task) {
        loop = on;
        TaskId id = task.taskId().orElseGet(() -> newId(task.name()));
        if (runs.status(id) != null) {
            throw new OrchestrationException(
                    ErrorCode.DUPLICATE_TASK,
                    "a task '" + id + "' was submitted before; choose another id, or leave it out to get a new one");
        }
        if (unfinished() >= settings.queueLimit()) {
            throw new QueueFullException(settings.queueLimit());
        }
        QueueRun run = joined(id, task);
        if (run == null) {
            run = present(on);
        }
        run.hosted().decide(new Signal.TaskSubmitted(on.now(), task.withId(id), met(task, run)));
        return new Place(run, Objects.requireNonNull(run.node(id))).awaited(id);
    }

    /** The queue of what it waits for and of what waits for it, where it has to be; null if any will do. */
    private @Nullable QueueRun joined(TaskId id, Task task) {
        List<QueueRun> joined = runs().filter(run -> run.isOpen()
                        && (run.waitsOn(id) || task.dependencies().stream().anyMatch(run::waitsOn)))
                .toList();
        if (joined.size() > 1) {
            throw new OrchestrationException(
                    ErrorCode.WRONG_STATE,
                    "task " + Quoted.of(task.name()) + " belongs to two queues that are both open: "
                            + joined.get(0).tie(id, task) + ", and "
                            + joined.get(1).tie(id, task) + "; submit it again once one of these has ended");
        }
        return joined.isEmpty() ? null : joined.get(0);
    }

    private TaskId newId(String name) {
        String random = "-" + ids.next();
        return new TaskId(name.substring(0, Math.min(name.length(), TaskId.MAX_LENGTH - random.length())) + random);
    }

    /** Dependencies that ended in other queues than its own. */
    private List<String> met(Task task, QueueRun own) {
        List<String> met = new ArrayList<>();
        for (TaskId dependency : task.dependencies()) {
            TaskStatus status = own.node(dependency) == null ? runs.status(dependency) : null;
            if (status != null) {
                requireDone(task, dependency, status);
                met.add(dependency.value());
            }
        }
        return met;
    }

    private static void requireDone(Task task, TaskId dependency, TaskStatus status) {
        if (status != TaskStatus.COMPLETED && status != TaskStatus.SKIPPED) {
            throw new OrchestrationException(
                    ErrorCode.WRONG_STATE,
                    "task " + Quoted.of(task.name()) + " depends on '" + dependency + "', which is " + status.wire()
                            + " for good, so it could never start; submit that one again first");
        }
    }

    /** The present queue, or a new one where that takes no more. */
    private QueueRun present(Loop on) {
        QueueRun run = runs.present();
        if (run != null && run.isGone()) {
            throw Environment.closed();
        }
        if (run != null && run.isOpen() && run.state().plan().size() <= settings.tasksAQueue()) {
            return run;
        }
        if (run != null) {
            run.closeIfIdle(on.now());
        }
        number++;
        ExecutionId id = QueueHosting.id(number);
        Hosted hosted = new Hosted(id, QueueHosting.hosting(id, actions, settings.directory()));
        QueueRun next = run(hosted);
        if (!on.roster().hostNew(hosted)) {
            throw Environment.closed();
        }
        hosted.emit(QueueHosting.created(hosted, on.now()));
        on.roster().enroll(hosted, on.now());
        runs.add(next);
        return next;
    }

    /** Makes a run of an execution, a new one or one whose history was read from the store. */
    QueueRun run(Hosted hosted) {
        return new QueueRun(hosted, this::recorded, this::tellIdle);
    }

    /** @throws UnknownTaskException if it is in no queue that is known */
    Place require(TaskId id) {
        return find(id).orElseThrow(() -> new UnknownTaskException(id, remedy(id)));
    }

    private Optional<Place> find(TaskId id) {
        return Optional.ofNullable(runs.of(id)).map(run -> new Place(run, Objects.requireNonNull(run.node(id))));
    }

    /** Lets go of those who do not wait for this task any longer; does nothing once its queue has left. */
    void forget(TaskId id) {
        find(id).ifPresent(place -> place.run().forget(place.node()));
    }

    private String remedy(TaskId id) {
        List<String> known = runs().flatMap(run -> run.state().tasks().tasks().stream())
                .map(task -> task.taskId().orElseThrow().value())
                .toList();
        return (runs.hasEarlier()
                        ? " in the present queue and those before that are open or ended last; `orchestrate show` tells of"
                                + " older ones"
                        : "")
                + Nearest.suggestion(id.value(), known);
    }

    /** The oldest queue first. */
    Stream<QueueRun> runs() {
        return runs.stream();
    }

    int unfinished() {
        return runs().mapToInt(QueueRun::unfinished).sum();
    }

    private boolean isIdle() {
        return runs().allMatch(QueueRun::isIdle);
    }

    /** Completed once no task is open. */
    CompletableFuture<@Nullable Void> whenIdle() {
        CompletableFuture<@Nullable Void> waiter = new CompletableFuture<>();
        if (isIdle()) {
            waiter.complete(null);
        } else {
            waitForIdle.removeIf(CompletableFuture::isDone);
            waitForIdle.add(waiter);
        }
        return waiter;
    }

    /** A queue that takes no more tasks ends as soon as nothing of it is open, not only when somebody submits another. */
    private void recorded() {
        if (loop != null && runs.hasEarlier()) {
            runs.closeDrained(loop.now());
        }
        tellIdle();
    }

    private void tellIdle() {
        if (waitForIdle.isEmpty()) {
            return;
        }
        if (isIdle()) {
            waitForIdle.forEach(waiter -> waiter.complete(null));
        } else if (runs().anyMatch(QueueRun::isGone)) {
            waitForIdle.forEach(waiter -> waiter.completeExceptionally(Environment.closed()));
        } else {
            return;
        }
        waitForIdle.clear();
    }
}
