package dev.orchestration.tasks;

import dev.orchestration.tasks.action.ActionName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel has to know of a node: everything but its edges.
 *
 * @param parameters unrendered, immutable JSON
 * @param timeout of one attempt, null for none
 * @param required false: a failure counts as settled well, with a null output
 * @param conditional whether a condition decides, once the dependencies are settled, if the node runs at all
 * @param estimate how long it takes where no history is known, null if nobody said
 * @param heartbeatTimeout an attempt that does not beat for so long is ended like one that timed out, null for no beats
 * @param resourcesByType amounts of resources that are chosen when it starts, beside {@code resources}
 * @param repetition null for what runs once
 */
public record TaskSpec(
        String name,
        ActionName action,
        Map<String, Object> parameters,
        TaskPriority priority,
        RetryPolicy retry,
        @Nullable Duration timeout,
        List<ResourceRequest> resources,
        RunOn runOn,
        boolean required,
        boolean conditional,
        OnInterrupt onInterrupt,
        @Nullable Duration estimate,
        @Nullable Duration heartbeatTimeout,
        List<ResourceTypeRequest> resourcesByType,
        @Nullable Repetition repetition) {
    /** A task that runs once. */
    public TaskSpec(
            String name,
            ActionName action,
            Map<String, Object> parameters,
            TaskPriority priority,
            RetryPolicy retry,
            @Nullable Duration timeout,
            List<ResourceRequest> resources,
            RunOn runOn,
            boolean required,
            boolean conditional,
            OnInterrupt onInterrupt,
            @Nullable Duration estimate,
            @Nullable Duration heartbeatTimeout,
            List<ResourceTypeRequest> resourcesByType) {
        this(
                name,
                action,
                parameters,
                priority,
                retry,
                timeout,
                resources,
                runOn,
                required,
                conditional,
                onInterrupt,
                estimate,
                heartbeatTimeout,
                resourcesByType,
                null);
    }

    /** A task that runs once, does not beat and names each resource that it needs. */
    public TaskSpec(
            String name,
            ActionName action,
            Map<String, Object> parameters,
            TaskPriority priority,
            RetryPolicy retry,
            @Nullable Duration timeout,
            List<ResourceRequest> resources,
            RunOn runOn,
            boolean required,
            boolean conditional,
            OnInterrupt onInterrupt,
            @Nullable Duration estimate) {
        this(
                name,
                action,
                parameters,
                priority,
                retry,
                timeout,
                resources,
                runOn,
                required,
                conditional,
                onInterrupt,
                estimate,
                null,
                List.of());
    }

    /** Whether it runs for each element of a list. */
    public boolean isMap() {
        return repetition != null && repetition.each() != null;
    }
}
