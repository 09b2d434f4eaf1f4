package dev.orchestration.tasks.orchestrator;

import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.TaskId;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.ExecutionState;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How plain tasks ended whose queue is not held any more, of the newest {@link #MOST}: an id of these is not accepted again,
 * and who depends on one need not wait. Confined to the loop.
 */
final class EndedTasks {
    static final int MOST = 50_000;

    private final Map<String, TaskStatus> ended = new LinkedHashMap<>();

    /** All of a queue; the newest so far. */
    void add(ExecutionState queue) {
        List<Task> tasks = queue.tasks().tasks();
        for (int node = 0; node < tasks.size(); node++) {
            String id = tasks.get(node).taskId().orElseThrow().value();
            ended.remove(id);
            ended.put(id, queue.status(node));
        }
        Iterator<String> oldest = ended.keySet().iterator();
        while (ended.size() > MOST) {
            oldest.next();
            oldest.remove();
        }
    }

    /** Null if it is not among them. */
    @Nullable
    TaskStatus status(TaskId id) {
        return ended.get(id.value());
    }
}
