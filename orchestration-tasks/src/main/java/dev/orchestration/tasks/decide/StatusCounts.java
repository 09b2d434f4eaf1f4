package dev.orchestration.tasks.decide;

import dev.orchestration.tasks.TaskPriority;
import dev.orchestration.tasks.TaskStatus;
import org.jspecify.annotations.Nullable;

/**
 * How many rows of one execution have which status, kept as rows move, so that nobody who asks has to walk them. Confined to
 * the thread that owns the execution.
 */
public final class StatusCounts {
    private final ExecutionPlan plan;
    private final Items items;
    /** By status: how many more came than went. All rows begin as pending without having come. */
    private final int[] rows = new int[TaskStatus.values().length];

    private final int[] ready = new int[TaskPriority.values().length];
    private long attempts;
    private long retries;
    private @Nullable NodeWatch watch;

    StatusCounts(ExecutionPlan plan, Items items) {
        this.plan = plan;
        this.items = items;
    }

    void moved(int row, TaskStatus from, TaskStatus to) {
        rows[from.ordinal()]--;
        rows[to.ordinal()]++;
        if (from == TaskStatus.READY) {
            ready[plan.rules().priority(items.node(row))]--;
        }
        if (to == TaskStatus.READY) {
            ready[plan.rules().priority(items.node(row))]++;
        }
        if (watch != null) {
            watch.moved(row);
        }
    }

    /** The attempts of a row are so many now. */
    void tried(int before, int now) {
        attempts += now - before;
        retries += Math.max(0, now - 1) - Math.max(0, before - 1);
    }

    /** Has somebody told of every move from now on. */
    void watch(NodeWatch other) {
        watch = other;
    }

    /** Rows with that status: nodes, and items of maps. */
    public int of(TaskStatus status) {
        int moved = rows[status.ordinal()];
        return status == TaskStatus.PENDING ? items.rows() + moved : moved;
    }

    /** Rows that are ready, of that priority. */
    public int ready(TaskPriority priority) {
        return ready[priority.ordinal()];
    }

    /** Attempts that have started, over the current activations of all rows. */
    public long attempts() {
        return attempts;
    }

    /** Those of the attempts that are none the first of their activation. */
    public long retries() {
        return retries;
    }
}
