package dev.orchestration.tasks.orchestrator;

import dev.orchestration.tasks.TaskId;
import dev.orchestration.tasks.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The queues of plain tasks that are held: the present one, those before it of which something is open, and the one that ended
 * last, so that its results can still be read. Of older ones it is known how their tasks ended. Confined to the loop.
 */
final class QueueRuns {
    /** The present one is the last. */
    private final List<QueueRun> runs = new ArrayList<>();

    private EndedTasks older = new EndedTasks();

    /** Null before there is any. */
    @Nullable
    QueueRun present() {
        return runs.isEmpty() ? null : runs.get(runs.size() - 1);
    }

    /** Makes it the present one, and lets go of what has ended but the last of it. */
    void add(QueueRun next) {
        List<QueueRun> gone = new ArrayList<>(
                runs.stream().filter(QueueRun::hasEnded).sorted(QueueRun.BY_END).toList());
        if (!gone.isEmpty()) {
            gone.remove(gone.size() - 1);
        }
        gone.forEach(run -> older.add(run.state()));
        runs.removeAll(gone);
        runs.add(next);
    }

    /** How tasks ended in queues that an earlier engine had; before any queue is added. */
    void remember(EndedTasks ofEarlier) {
        older = ofEarlier;
    }

    /** How far a task is that was submitted in a queue that is held, or is among the newest of older ones; else null. */
    @Nullable
    TaskStatus status(TaskId id) {
        QueueRun run = of(id);
        return run == null ? older.status(id) : run.state().status(Objects.requireNonNull(run.node(id)));
    }

    /** Closes those that take no more tasks, once nothing of them is open. */
    void closeDrained(long at) {
        for (int i = 0; i < runs.size() - 1; i++) {
            runs.get(i).closeIfIdle(at);
        }
    }

    /** The oldest first. */
    Stream<QueueRun> stream() {
        return runs.stream();
    }

    boolean hasEarlier() {
        return runs.size() > 1;
    }

    /** The queue in which a task of this id is; null if it was not submitted, or its queue is not held any more. */
    @Nullable
    QueueRun of(TaskId id) {
        for (QueueRun run : runs) {
            if (run.node(id) != null) {
                return run;
            }
        }
        return null;
    }
}
