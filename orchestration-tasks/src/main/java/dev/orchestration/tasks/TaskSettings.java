package dev.orchestration.tasks;

import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.action.WorkingDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * How plain tasks are kept and carried out.
 *
 * @param actions what tasks may name; asked for when the first task comes
 * @param directory where tasks work
 * @param queueLimit so many unfinished tasks are accepted, further ones refused with a {@link QueueFullException}
 * @param tasksAQueue once a queue holds more tasks than this, the next task begins another; the one before goes on until
 *     nothing of it is open and ends, so that what has ended does not fill the memory
 * @param parameters refuses tasks whose action would not take what they bring
 */
public record TaskSettings(
        Supplier<ActionRegistry> actions,
        WorkingDirectory directory,
        int queueLimit,
        int tasksAQueue,
        ParameterCheck parameters) {
    /** What is meant where nothing is said. */
    public static final int DEFAULT_QUEUE_LIMIT = 100_000;

    /** What is meant where nothing is said. */
    public static final int DEFAULT_TASKS_A_QUEUE = 5_000;

    /** @throws IllegalArgumentException if a limit is not positive */
    public TaskSettings {
        if (queueLimit < 1 || tasksAQueue < 1) {
            throw new IllegalArgumentException(
                    "limits of tasks must be positive, not " + queueLimit + " and " + tasksAQueue);
        }
    }

    /** The default limits, and no check of parameters. */
    public static TaskSettings of(Supplier<ActionRegistry> actions, WorkingDirectory directory) {
        return new TaskSettings(actions, directory, DEFAULT_QUEUE_LIMIT, DEFAULT_TASKS_A_QUEUE, ParameterCheck.NONE);
    }

    /** The actions that are built in or brought by the class path, the current directory, the default limits. */
    public static TaskSettings standard() {
        return of(ActionRegistry::standard, new WorkingDirectory(Path.of(""), List.of()));
    }

    public TaskSettings withQueueLimit(int tasks) {
        return new TaskSettings(actions, directory, tasks, tasksAQueue, parameters);
    }

    public TaskSettings withTasksAQueue(int tasks) {
        return new TaskSettings(actions, directory, queueLimit, tasks, parameters);
    }

    /** What is submitted from now on is checked so. */
    public TaskSettings withParameterCheck(ParameterCheck check) {
        return new TaskSettings(actions, directory, queueLimit, tasksAQueue, check);
    }
}
