package dev.orchestration.core.status;

import dev.orchestration.resources.ResourceStatus;
import dev.orchestration.resources.ResourceType;
import dev.orchestration.resources.ResourceUsage;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.tasks.TaskPriority;
import dev.orchestration.tasks.TaskStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an engine does at one moment. Counts come from the loop, from counting rows of the store, and from what is in memory;
 * no history is read. Of what is not built yet there is nothing. Immutable.
 *
 * @param sessions those that are open, by status
 * @param tasks steps and submitted tasks of what is carried out now, by status; every status is there
 * @param queue of those that are ready, how many there are of each priority; every priority is there
 * @param projects by status
 * @param schedules how many there are
 * @param store null while it is not open
 */
public record SystemStatus(
        Map<String, Integer> sessions,
        Workflows workflows,
        Map<TaskStatus, Integer> tasks,
        Map<TaskPriority, Integer> queue,
        Workers workers,
        List<ResourceState> resources,
        Map<String, Integer> projects,
        int schedules,
        @Nullable StoreState store,
        Jvm jvm) {
    /**
     * Workflows and their executions.
     *
     * @param registered how many are known by name; 0 while the store is not open, as some are kept there
     * @param total executions that the store has, those that hold plain tasks, too
     * @param running executions that this engine carries out and that run
     * @param byStatus executions that the store has, by status
     */
    public record Workflows(int registered, long total, int running, Map<WorkflowStatus, Long> byStatus) {}

    /**
     * Worker slots.
     *
     * @param abandoned attempts that ignored the request to end and still run
     */
    public record Workers(int busy, int total, int abandoned) {}

    /** A resource, and how much of it is in use. */
    public record ResourceState(ResourceType type, ResourceStatus status, ResourceUsage usage) {}

    /**
     * The store.
     *
     * @param name its path, the address of its database, or {@code memory}
     * @param bytes of its file and of the log beside it; null where it is no file
     * @param lag how long it took the loop to take a question in and to record all that came before; null if it did not answer
     */
    public record StoreState(
            String name, @Nullable Long bytes, @Nullable Duration lag) {}

    /**
     * The Java machine that it lives in.
     *
     * @param version of Java
     * @param used bytes of the heap
     * @param max bytes that the heap may have
     * @param uptime of the process
     */
    public record Jvm(String version, long used, long max, int threads, Duration uptime) {}
}
