package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.tasks.TaskSignal;
import dev.orchestration.tasks.TaskStatus;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which rows of the tables of statuses were used. */
final class Visits {
    private static final Map<TaskStatus, Map<TaskSignal, TaskStatus.Move>> TABLE = new EnumMap<>(TaskStatus.class);

    static {
        TaskStatus.moves()
                .forEach(move -> TABLE.computeIfAbsent(move.from(), from -> new HashMap<>())
                        .put(move.on(), move));
    }

    final Set<TaskStatus.Move> tasks = new HashSet<>();
    final Set<String> workflows = new HashSet<>();

    /** Where the move leads, null if the table has no such row. */
    TaskStatus saw(TaskStatus from, TaskSignal on) {
        TaskStatus.Move move = TABLE.getOrDefault(from, Map.of()).get(on);
        if (move == null) {
            return null;
        }
        tasks.add(move);
        return move.to();
    }

    void saw(WorkflowStatus from, WorkflowStatus to) {
        workflows.add(from + " to " + to);
    }
}
