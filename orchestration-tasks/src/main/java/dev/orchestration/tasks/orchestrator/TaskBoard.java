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
 * The executions in which plain tasks live: the present one, and the one before, whose results can still be read. Confined
 * to the loop.
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
    private @Nullable QueueRun present;
    private @Nullable QueueRun before;
    private int number;

    TaskBoard(TaskSettings settings, Supplier<ActionRegistry> actions, IdSource ids) {
        this.settings = settings;
        this.actions = actions;
        this.ids = ids;
    }

    /** What was recorded earlier. */
    void adopt(@Nullable QueueRun recorded, @Nullable QueueRun recordedBefore, int recordedNumber) {
        present = recorded;
        before = recordedBefore;
        number = recordedNumber;
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
        TaskId id = task.taskId().orElseGet(() -> newId(task.name()));
        QueueRun run = open(on);
        if (before != null && before.node(id) != null) {
            throw new OrchestrationException(
                    ErrorCode.DUPLICATE_TASK,
                    "a task '" + id + "' was submitted before; choose another id, or leave it out to get a new one");
        }
        if (unfinished() >= settings.queueLimit()) {
            throw new QueueFullException(settings.queueLimit());
        }
        run.hosted().decide(new Signal.TaskSubmitted(on.now(), task.withId(id), met(task)));
        return new Place(run, Objects.requireNonNull(run.node(id))).awaited(id);
    }

    private TaskId newId(String name) {
        String random = "-" + ids.next();
        return new TaskId(name.substring(0, Math.min(name.length(), TaskId.MAX_LENGTH - random.length())) + random);
    }

    /** Dependencies that ended in the queue before this one. */
    private List<String> met(Task task) {
        QueueRun earlier = before;
        if (earlier == null) {
            return List.of();
        }
        List<String> met = new ArrayList<>();
        for (TaskId dependency : task.dependencies()) {
            Integer node = earlier.node(dependency);
            TaskStatus status = node == null ? null : earlier.state().status(node);
            if (status == TaskStatus.COMPLETED || status == TaskStatus.SKIPPED) {
                met.add(dependency.value());
            } else if (status != null) {
                throw new OrchestrationException(
                        ErrorCode.WRONG_STATE,
                        "task " + Quoted.of(task.name()) + " depends on '" + dependency + "', which is " + status.wire()
                                + " for good, so it could never start; submit that one again first");
            }
        }
        return met;
    }

    /** The present queue, or a new one where that takes no more. */
    private QueueRun open(Loop on) {
        QueueRun run = present;
        if (run != null && run.isGone()) {
            throw Environment.closed();
        }
        if (run != null && run.isOpen()) {
            boolean full = run.state().plan().size() > settings.tasksAQueue();
            if (!full || !run.isIdle()) {
                return run;
            }
            run.hosted().decide(new Signal.CloseAsked(on.now()));
            if (run.isOpen()) {
                return run;
            }
        }
        number++;
        ExecutionId id = QueueHosting.id(number);
        Hosted hosted = new Hosted(id, QueueHosting.hosting(id, actions, settings.directory()));
        QueueRun next = new QueueRun(hosted, this::tellIdle);
        if (!on.roster().hostNew(hosted)) {
            throw Environment.closed();
        }
        hosted.emit(QueueHosting.created(hosted, on.now()));
        on.roster().enroll(hosted, on.now());
        before = run;
        present = next;
        return next;
    }

    /** Makes a run of an execution whose history was read from the store. */
    QueueRun run(Hosted hosted) {
        return new QueueRun(hosted, this::tellIdle);
    }

    /** @throws UnknownTaskException if it is neither in the present queue nor in the one before */
    Place require(TaskId id) {
        return find(id).orElseThrow(() -> new UnknownTaskException(id, remedy(id)));
    }

    private Optional<Place> find(TaskId id) {
        return runs().filter(run -> run.node(id) != null)
                .map(run -> new Place(run, Objects.requireNonNull(run.node(id))))
                .findFirst();
    }

    /** Lets go of those who do not wait for this task any longer; does nothing once its queue has left. */
    void forget(TaskId id) {
        find(id).ifPresent(place -> place.run().forget(place.node()));
    }

    private String remedy(TaskId id) {
        List<String> known = runs().flatMap(run -> run.state().tasks().tasks().stream())
                .map(task -> task.taskId().orElseThrow().value())
                .toList();
        return (before == null
                        ? ""
                        : " in the present queue and the one before; `orchestrate show` tells of older ones")
                + Nearest.suggestion(id.value(), known);
    }

    /** The queue before the present one first. */
    Stream<QueueRun> runs() {
        return Stream.of(Stream.ofNullable(before), Stream.ofNullable(present)).flatMap(run -> run);
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
