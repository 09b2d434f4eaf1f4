package dev.orchestration.tasks.orchestrator;

import dev.orchestration.tasks.ExecutionStats;
import dev.orchestration.tasks.TaskPriority;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.Insight;
import dev.orchestration.tasks.decide.StatusCounts;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** Counts plain tasks as they stand. Confined to the loop. */
final class TaskTally {
    private final Map<TaskStatus, Integer> byStatus = new EnumMap<>(TaskStatus.class);
    private final Map<TaskPriority, Integer> queued = new EnumMap<>(TaskPriority.class);
    private int total;
    private long attempts;
    private long retries;

    private TaskTally() {
        for (TaskStatus status : TaskStatus.values()) {
            byStatus.put(status, 0);
        }
        for (TaskPriority priority : TaskPriority.values()) {
            queued.put(priority, 0);
        }
    }

    static ExecutionStats of(TaskBoard board, Attempts inHand, int slots) {
        TaskTally tally = new TaskTally();
        board.runs().map(QueueRun::state).forEach(tally::add);
        return new ExecutionStats(
                tally.total,
                Collections.unmodifiableMap(tally.byStatus),
                Collections.unmodifiableMap(tally.queued),
                board.unfinished(),
                tally.attempts,
                tally.retries,
                inHand.abandoned(),
                inHand.busy(),
                slots);
    }

    private void add(ExecutionState state) {
        StatusCounts counts = Insight.counts(state);
        total += state.rows();
        for (TaskStatus status : TaskStatus.values()) {
            byStatus.merge(status, counts.of(status), Integer::sum);
        }
        for (TaskPriority priority : TaskPriority.values()) {
            queued.merge(priority, counts.ready(priority), Integer::sum);
        }
        attempts += counts.attempts();
        retries += counts.retries();
    }
}
