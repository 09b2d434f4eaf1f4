package dev.orchestration.tasks.why;

import dev.orchestration.tasks.Repetition;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.Insight;
import dev.orchestration.tasks.decide.ReadyNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The items of the map that is asked about, or to which the item belongs that is; in the order in which they are let go. */
final class MapQueue {
    private final Subject subject;
    private final ExecutionState state;
    private final List<Integer> rows;

    MapQueue(Subject subject) {
        this.subject = subject;
        this.state = subject.state;
        this.rows = Insight.itemsOf(state, subject.node);
    }

    /** How many items are how far. */
    Obstacle.Items tally() {
        int ended = (int)
                rows.stream().filter(row -> state.status(row).isTerminal()).count();
        return new Obstacle.Items(
                rows.size(),
                count(TaskStatus.RUNNING),
                count(TaskStatus.WAITING),
                count(TaskStatus.READY),
                count(TaskStatus.PENDING),
                ended);
    }

    private int count(TaskStatus status) {
        return (int) rows.stream().filter(row -> state.status(row) == status).count();
    }

    /** The item that goes on first as far as anybody knows: what runs, is ready, wakes soonest, or waits for somebody. */
    int first() {
        int found = -1;
        for (int row : rows) {
            TaskStatus status = state.status(row);
            if (status == TaskStatus.RUNNING) {
                return row;
            }
            boolean sooner = status == TaskStatus.WAITING && (found < 0 || due(row) < due(found));
            found = sooner ? row : found;
        }
        for (ReadyNode each : Insight.readyInOrder(state)) {
            if (each.node() >= rows.get(0) && each.node() <= rows.get(rows.size() - 1)) {
                return each.node();
            }
        }
        return found >= 0 ? found : rows.get(0);
    }

    private long due(int row) {
        return Objects.requireNonNullElse(state.due(row), Long.MAX_VALUE);
    }

    /** That the item was not let go yet. */
    Obstacle full() {
        List<Place> now = new ArrayList<>();
        int queued = 0;
        for (int row : before()) {
            if (state.status(row) == TaskStatus.PENDING) {
                queued++;
            } else {
                now.add(subject.place(row));
            }
        }
        return new Obstacle.ItemsFull(subject.place(subject.node), most(), now, queued);
    }

    /** It is let go with the end of so many before it that the rest leaves room, whichever they are. */
    Change.Act ends() {
        int before = before().size();
        return new Change.ItemsEnd(subject.place(subject.node), before - most() + 1, before);
    }

    private List<Integer> before() {
        return rows.stream()
                .filter(row -> row < subject.row && !state.status(row).isTerminal())
                .toList();
    }

    private int most() {
        Repetition repetition =
                Objects.requireNonNull(subject.plan().spec(subject.node).repetition());
        return Objects.requireNonNull(repetition.each()).maxParallel();
    }
}
