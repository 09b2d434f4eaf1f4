package dev.orchestration.tasks.orchestrator;

import dev.orchestration.tasks.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The queues of plain tasks that are known: the present one, those before it of which something is open, and the newest of
 * those that have ended, so that its results can still be read. Confined to the loop.
 */
final class QueueRuns {
    /** The present one is the last. */
    private final List<QueueRun> runs = new ArrayList<>();

    /** Null before there is any. */
    @Nullable
    QueueRun present() {
        return runs.isEmpty() ? null : runs.get(runs.size() - 1);
    }

    /** Makes it the present one, and forgets what has ended but the newest of it. */
    void add(QueueRun next) {
        int newest = runs.size() - 1;
        while (newest >= 0 && !runs.get(newest).hasEnded()) {
            newest--;
        }
        QueueRun kept = newest < 0 ? null : runs.get(newest);
        runs.removeIf(run -> run.hasEnded() && run != kept);
        runs.add(next);
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

    /** The queue in which a task of this name is; none if it was not submitted, or is older. */
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
