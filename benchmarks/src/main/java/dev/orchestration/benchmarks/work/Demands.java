package dev.orchestration.benchmarks.work;

import dev.orchestration.state.ResourceId;
import dev.orchestration.tasks.OnInterrupt;
import dev.orchestration.tasks.ResourceRequest;
import dev.orchestration.tasks.RetryPolicy;
import dev.orchestration.tasks.RunOn;
import dev.orchestration.tasks.TaskPriority;
import dev.orchestration.tasks.TaskSpec;
import dev.orchestration.tasks.action.ActionName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the tasks ask of the engine. */
public enum Demands {
    /** Five priorities, an amount of a resource, a deadline for each task, and somebody who listens. */
    ALL,
    /** Nothing but their order. */
    NONE;

    /** Has room for any number of tasks: its check is what is measured, not a queue for it. */
    public static final ResourceId RESOURCE = new ResourceId("bench");

    private static final ActionName ACTION = new ActionName("bench", "task");
    private static final Duration DEADLINE = Duration.ofHours(1);

    public List<TaskSpec> specs(int size) {
        List<TaskSpec> specs = new ArrayList<>(size);
        TaskPriority[] priorities = TaskPriority.values();
        List<ResourceRequest> request = List.of(new ResourceRequest(RESOURCE, 1));
        for (int task = 0; task < size; task++) {
            specs.add(new TaskSpec(
                    name(task),
                    ACTION,
                    Map.of(),
                    this == ALL ? priorities[task % priorities.length] : TaskPriority.NORMAL,
                    RetryPolicy.none(),
                    this == ALL ? DEADLINE : null,
                    this == ALL ? request : List.of(),
                    RunOn.SUCCESS,
                    true,
                    false,
                    OnInterrupt.RERUN,
                    null));
        }
        return specs;
    }

    public static String name(int task) {
        return "task-" + task;
    }

    public @Nullable Duration timeout() {
        return this == ALL ? DEADLINE : null;
    }

    public boolean isHeard() {
        return this == ALL;
    }
}
