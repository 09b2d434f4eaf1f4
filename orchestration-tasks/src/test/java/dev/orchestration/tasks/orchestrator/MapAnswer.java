package dev.orchestration.tasks.orchestrator;

import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.Insight;
import dev.orchestration.tasks.decide.ReadyNode;
import dev.orchestration.tasks.why.Obstacle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a map that has its list is expected to be told of, worked out from the state in the plainest way. */
final class MapAnswer {
    private final ExecutionState state;
    private final List<Integer> rows = new ArrayList<>();

    MapAnswer(ExecutionState state, int map) {
        this.state = state;
        for (int row : state.items().rowsOf(map)) {
            if (row != map) {
                rows.add(row);
            }
        }
    }

    private List<Integer> those(TaskStatus status) {
        return rows.stream().filter(row -> state.status(row) == status).toList();
    }

    Obstacle.Items tally() {
        long ended = rows.stream().filter(row -> state.status(row).isTerminal()).count();
        return new Obstacle.Items(
                rows.size(),
                those(TaskStatus.RUNNING).size(),
                those(TaskStatus.WAITING).size(),
                those(TaskStatus.READY).size(),
                those(TaskStatus.PENDING).size(),
                (int) ended);
    }

    int first() {
        List<Integer> order = new ArrayList<>(those(TaskStatus.RUNNING));
        Insight.readyInOrder(state).stream()
                .map(ReadyNode::node)
                .filter(rows::contains)
                .forEach(order::add);
        those(TaskStatus.WAITING).stream()
                .sorted(Comparator.comparing(row -> state.due(row) == null ? Long.MAX_VALUE : state.due(row)))
                .forEach(order::add);
        return order.get(0);
    }
}
