package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.Decision;
import dev.orchestration.tasks.ExecutionStats;
import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.TaskId;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskStatus;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that are submitted one by one, without a workflow. Thread-safe. Everything here throws {@code CLOSED} once the engine
 * is closed.
 *
 * <p><b>Interrupted.</b> {@link #submitTask}, {@link #executeTask} and {@link #awaitTask} throw {@code CLOSED}, and leave the
 * thread interrupted, if the calling thread is interrupted while they wait. The task may be recorded by then or later, and goes
 * on. Give it an id of your own: then you can ask for it, or submit it again, which is refused if it was accepted.
 *
 * <p><b>Waiting inside a task.</b> An attempt of this engine whose own thread waits here, or for an execution, lends its slot
 * and its place in {@code max_parallel_tasks} of its session until it goes on, so that what it waits for can run even where
 * there is room for one only. An execution that it waits for is not kept pending by {@code max_parallel_workflows}. It keeps
 * its resources, its time limits, and its place in its own execution, {@code max_parallel} and mode sequential included: no
 * other step of that can be what it waits for. Once the answer is there it goes on before anybody new starts, as soon as there
 * is room: at most {@link #getExecutionStats() slots} attempts run code at once, beside those that wait. One that is out of
 * patience, or was interrupted, goes on at once, without a slot until the next one is free, since it may be about to end what
 * holds the slot. One that was asked to end lends nothing more. Each that waits keeps its thread. Threads that an action has
 * made itself, and threads of the host, lend nothing.
 */
public interface PlainTasks {
    /**
     * Goes on with the plain tasks that an earlier process accepted and did not finish; idempotent. Whatever else is asked
     * about tasks does this first.
     *
     * @throws OrchestrationException ({@code WRONG_STATE}) if a recorded task needs an action or a resource that is not
     *     registered here; then nothing was changed
     */
    void takeUpTasks();

    /**
     * Accepts a task. Returns when that is recorded: from then on it survives the end of this process. It starts once
     * background processing was started, its dependencies have completed, and its resources and a worker are free.
     *
     * @return the task's id: the one that it has, or a new one
     * @throws dev.orchestration.tasks.QueueFullException if there are too many unfinished tasks
     * @throws OrchestrationException ({@code UNKNOWN_ACTION}, {@code UNKNOWN_RESOURCE}) with the nearest name, ({@code
     *     BAD_PARAMETERS}) if it needs more of a resource than there is, brings what its action's schema refuses, or is too
     *     large, ({@code DUPLICATE_TASK}) if its id
     *     is taken, ({@code DEPENDENCY_CYCLE}) with the path if it would wait for itself, ({@code WRONG_STATE}) if it
     *     depends on a task of an earlier queue that did not complete
     */
    TaskId submitTask(Task task);

    /**
     * Accepts a task and waits until nothing more is to be expected of it: it has ended, or is blocked for good.
     *
     * @param patience how long to wait, null for as long as it takes
     * @throws OrchestrationException as {@link #submitTask}, ({@code TIMEOUT}) if it takes longer; the task goes on, ({@code
     *     WRONG_STATE}) if background processing was not started, so that this would wait in vain
     * @throws dev.orchestration.tasks.CircularWaitException if an attempt calls this and would wait for itself; the task was
     *     not accepted then if it depends on that of the attempt
     */
    TaskResult executeTask(Task task, @Nullable Duration patience);

    /** As {@link #executeTask(Task, Duration)}, for as long as it takes. */
    default TaskResult executeTask(Task task) {
        return executeTask(task, null);
    }

    /** As {@link #executeTask(Task, Duration)} for a task that was submitted before. */
    TaskResult awaitTask(TaskId id, @Nullable Duration patience);

    /**
     * Waits until no task is open; says whether that came in time.
     *
     * @throws OrchestrationException ({@code CLOSED}) if the engine is closed before
     * @throws dev.orchestration.tasks.CircularWaitException if a task calls this, which is one of them
     */
    boolean awaitCompletion(Duration patience);

    /**
     * Ends a task for good. One that did not start never does; one that runs is interrupted and its processes are ended.
     *
     * @return whether it did something: false if the task has ended, is blocked for good, or was cancelled before
     * @throws dev.orchestration.tasks.UnknownTaskException if there is no such task
     */
    boolean cancelTask(TaskId id, String by, String reason);

    /** As the other method, for the user and without a reason. */
    default boolean cancelTask(TaskId id) {
        return cancelTask(id, "user", "");
    }

    /**
     * Decides about a task that was interrupted and whose policy is {@code MANUAL}.
     *
     * @throws OrchestrationException ({@code WRONG_STATE}) if it waits for no decision
     */
    void decideTask(TaskId id, Decision decision, String by);

    /** @throws dev.orchestration.tasks.UnknownTaskException if there is no such task */
    Task getTask(TaskId id);

    /** @throws dev.orchestration.tasks.UnknownTaskException if there is no such task */
    TaskStatus getTaskStatus(TaskId id);

    /**
     * What came of a task so far.
     *
     * @throws dev.orchestration.tasks.UnknownTaskException if there is no such task
     */
    TaskResult getTaskResult(TaskId id);

    /** The tasks of the present queue and the one before, in the order in which they were submitted. */
    List<Task> listTasks();

    /** Those of {@link #listTasks()} that are in this status. */
    List<Task> listTasks(TaskStatus status);

    /** Figures of the tasks of {@link #listTasks()}. */
    ExecutionStats getExecutionStats();
}
