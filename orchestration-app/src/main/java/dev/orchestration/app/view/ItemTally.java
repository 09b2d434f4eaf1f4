package dev.orchestration.app.view;

import dev.orchestration.tasks.TaskStatus;
import java.util.BitSet;

/** How far the items of one map are. Not thread-safe. */
final class ItemTally {
    private final BitSet well = new BitSet();
    private final BitSet badly = new BitSet();
    private int count;
    private int ended;

    /** The list has so many elements; what ended badly before is tried again. */
    void begin(int elements) {
        count = elements;
        badly.clear();
        ended = well.cardinality();
    }

    /** The next item, which stood so in an earlier run. */
    void known(TaskStatus status) {
        set(count++, status);
    }

    void set(int item, TaskStatus status) {
        ended -= well.get(item) || badly.get(item) ? 1 : 0;
        well.set(item, status == TaskStatus.COMPLETED || status == TaskStatus.SKIPPED);
        badly.set(item, status == TaskStatus.FAILED || status == TaskStatus.CANCELLED);
        ended += status.isTerminal() ? 1 : 0;
    }

    /** What the step is by that. */
    TaskStatus status() {
        if (ended < count) {
            return TaskStatus.RUNNING;
        }
        return badly.isEmpty() ? TaskStatus.COMPLETED : TaskStatus.FAILED;
    }
}
