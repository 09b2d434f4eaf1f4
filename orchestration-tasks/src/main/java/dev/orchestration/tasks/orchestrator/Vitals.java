package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.tasks.TaskPriority;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.Insight;
import dev.orchestration.tasks.decide.StatusCounts;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How the loop is at one moment, over all that it carries out. Immutable.
 *
 * @param executions of workflows, by status; every status is there
 * @param tasks steps and items of these executions, and tasks that were submitted by themselves to a queue that has not ended,
 *     by status; every status is there
 * @param queued of those that are ready, how many there are of each priority; every priority is there
 * @param busy worker slots in use; more than there are while attempts go on that found none free
 * @param slots worker slots that there are
 * @param abandoned attempts that ignored the request to end, are not waited for, and still run
 * @param errors attempts that ended with an error since the loop began, by kind; every kind is there
 */
public record Vitals(
        Map<WorkflowStatus, Integer> executions,
        Map<TaskStatus, Integer> tasks,
        Map<TaskPriority, Integer> queued,
        int busy,
        int slots,
        int abandoned,
        Map<ErrorKind, Long> errors) {
    /** Runs on the loop; costs as much as there are executions, however many steps they have. */
    static Vitals of(Loop on, Environment environment) {
        int[] statuses = new int[TaskStatus.values().length];
        int[] priorities = new int[TaskPriority.values().length];
        Map<WorkflowStatus, Integer> executions = zeros(WorkflowStatus.class);
        for (Hosted hosted : on.roster().all()) {
            ExecutionState state = hosted.state();
            if (!state.grows()) {
                executions.merge(state.lifecycle().status(), 1, Integer::sum);
            }
            StatusCounts counts = Insight.counts(state);
            for (TaskStatus status : TaskStatus.values()) {
                statuses[status.ordinal()] += counts.of(status);
            }
            for (TaskPriority priority : TaskPriority.values()) {
                priorities[priority.ordinal()] += counts.ready(priority);
            }
        }
        return new Vitals(
                Collections.unmodifiableMap(executions),
                counted(TaskStatus.class, statuses),
                counted(TaskPriority.class, priorities),
                on.attempts().busy(),
                environment.slots(),
                on.attempts().abandoned(),
                errors(on.attempts()));
    }

    private static Map<ErrorKind, Long> errors(Attempts attempts) {
        Map<ErrorKind, Long> errors = new EnumMap<>(ErrorKind.class);
        for (ErrorKind kind : ErrorKind.values()) {
            errors.put(kind, attempts.errors(kind));
        }
        return Collections.unmodifiableMap(errors);
    }

    private static <E extends Enum<E>> Map<E, Integer> zeros(Class<E> type) {
        return new EnumMap<>(counted(type, new int[type.getEnumConstants().length]));
    }

    private static <E extends Enum<E>> Map<E, Integer> counted(Class<E> type, int[] counts) {
        Map<E, Integer> map = new EnumMap<>(type);
        for (E each : type.getEnumConstants()) {
            map.put(each, counts[each.ordinal()]);
        }
        return Collections.unmodifiableMap(map);
    }
}
