package dev.orchestration.tasks;

import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.ResourceId;
import dev.orchestration.tasks.action.ActionName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts a {@link Task} together; get one from {@link Task#named}. Not thread-safe. */
public final class TaskBuilder {
    private final String name;
    private final ActionName action;
    private @Nullable TaskId id;
    private Map<String, ?> parameters = Map.of();
    private TaskPriority priority = TaskPriority.NORMAL;
    private final List<TaskId> dependencies = new ArrayList<>();
    private final List<ResourceRequest> resources = new ArrayList<>();
    private final List<ResourceTypeRequest> resourcesByType = new ArrayList<>();
    private @Nullable Duration timeout;
    private @Nullable Duration heartbeatTimeout;
    private RetryPolicy retry = RetryPolicy.of(Task.DEFAULT_RETRIES);
    private OnInterrupt onInterrupt = OnInterrupt.RERUN;
    private @Nullable Duration estimate;
    private Map<String, ?> metadata = Map.of();

    TaskBuilder(String name, ActionName action) {
        this.name = name;
        this.action = action;
    }

    /** Chooses the id; without this the orchestrator makes one of the name and a random part. */
    public TaskBuilder id(String value) {
        id = new TaskId(value);
        return this;
    }

    public TaskBuilder parameters(Map<String, ?> json) {
        parameters = json;
        return this;
    }

    public TaskBuilder priority(TaskPriority urgency) {
        priority = urgency;
        return this;
    }

    /** Adds tasks that must have completed first; they may be submitted later. */
    public TaskBuilder after(TaskId... tasks) {
        dependencies.addAll(Arrays.asList(tasks));
        return this;
    }

    /** Adds an amount of this very resource, held while the task runs. */
    public TaskBuilder resource(String resourceId, double amount) {
        resources.add(new ResourceRequest(new ResourceId(resourceId), amount));
        return this;
    }

    /** Adds an amount of any one resource of this type, held while the task runs. */
    public TaskBuilder resource(ResourceType type, double amount) {
        resourcesByType.add(new ResourceTypeRequest(type, amount));
        return this;
    }

    /** Each attempt may take so long; one that takes longer is ended and has failed. */
    public TaskBuilder timeout(Duration limit) {
        timeout = limit;
        return this;
    }

    /** Each attempt must call {@code heartbeat} at least so often; one that does not is ended and has failed. */
    public TaskBuilder heartbeatTimeout(Duration limit) {
        heartbeatTimeout = limit;
        return this;
    }

    /** So many attempts after the first; the rest of the retry policy stays. */
    public TaskBuilder maxRetries(int count) {
        return retry(
                new RetryPolicy(count, retry.initial(), retry.multiplier(), retry.max(), retry.jitter(), retry.on()));
    }

    /** Only failures of these kinds are retried; the rest of the retry policy stays. */
    public TaskBuilder retryOn(ErrorKind... kinds) {
        return retry(new RetryPolicy(
                retry.maxRetries(), retry.initial(), retry.multiplier(), retry.max(), retry.jitter(), Set.of(kinds)));
    }

    public TaskBuilder retry(RetryPolicy policy) {
        retry = policy;
        return this;
    }

    /** What follows when the process dies while an attempt runs; without this the task runs again. */
    public TaskBuilder onInterrupt(OnInterrupt policy) {
        onInterrupt = policy;
        return this;
    }

    /** How long it is expected to take, which helps to plan around scarce resources. */
    public TaskBuilder estimate(Duration expected) {
        estimate = expected;
        return this;
    }

    /** Whatever shall be kept with the task; the engine never reads it. */
    public TaskBuilder metadata(Map<String, ?> json) {
        metadata = json;
        return this;
    }

    /** @throws IllegalArgumentException as the constructor of {@link Task} says */
    public Task build() {
        return new Task(
                id,
                name,
                action,
                copy(parameters),
                priority,
                dependencies,
                resources,
                resourcesByType,
                timeout,
                heartbeatTimeout,
                retry,
                onInterrupt,
                estimate,
                copy(metadata));
    }

    @SuppressWarnings("unchecked") // read only, and copied by the task
    private static Map<String, Object> copy(Map<String, ?> json) {
        return (Map<String, Object>) json;
    }
}
