package dev.orchestration.tasks;

import dev.orchestration.state.Json;
import dev.orchestration.tasks.action.ActionName;
import dev.orchestration.tasks.action.Durations;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work that is submitted by itself. Immutable; what becomes of it is known to the orchestrator.
 *
 * @param id null until it was submitted, unless its maker chose one
 * @param name for people, not unique
 * @param parameters immutable JSON, handed to the action as it is
 * @param dependencies ids of tasks that must have completed before this one starts; they may be submitted later
 * @param timeout of one attempt, null for none
 * @param heartbeatTimeout an attempt that does not beat for so long is ended like one that timed out, null for no beats
 * @param estimate how long it is expected to take, null if nobody knows
 * @param metadata whatever its maker wants kept with it; immutable JSON
 */
public record Task(
        @Nullable TaskId id,
        String name,
        ActionName action,
        Map<String, Object> parameters,
        TaskPriority priority,
        List<TaskId> dependencies,
        List<ResourceRequest> resources,
        List<ResourceTypeRequest> resourcesByType,
        @Nullable Duration timeout,
        @Nullable Duration heartbeatTimeout,
        RetryPolicy retry,
        OnInterrupt onInterrupt,
        @Nullable Duration estimate,
        Map<String, Object> metadata) {
    /** Attempts after the first where nothing is said. */
    public static final int DEFAULT_RETRIES = 3;

    /**
     * Copies what could be changed.
     *
     * @throws IllegalArgumentException if the name is blank or long, an amount not positive, or a duration not
     *     positive or longer than {@link Durations#MAX}
     * @throws dev.orchestration.state.OrchestrationException ({@code NOT_JSON}) if parameters or metadata are no JSON
     */
    public Task {
        TaskId.checkName("the name of a task", name);
        parameters = Json.freezeMap(parameters, "the parameters of task " + name);
        metadata = Json.freezeMap(metadata, "the metadata of task " + name);
        dependencies = List.copyOf(new LinkedHashSet<>(dependencies));
        resources = List.copyOf(resources);
        resourcesByType = List.copyOf(resourcesByType);
        resources.forEach(request -> checkAmount(request.resource().value(), request.amount()));
        resourcesByType.forEach(request -> checkAmount(request.type().wire(), request.amount()));
        checkDuration("timeout", timeout);
        checkDuration("heartbeat timeout", heartbeatTimeout);
        checkDuration("estimate", estimate);
    }

    /** A task with the defaults: normal priority, {@value #DEFAULT_RETRIES} retries, no timeout, no dependencies. */
    public static Task of(String name, String module, String action, Map<String, ?> parameters) {
        return named(name, module, action).parameters(parameters).build();
    }

    /** Begins a task that says more than {@link #of}. */
    public static TaskBuilder named(String name, String module, String action) {
        return new TaskBuilder(name, new ActionName(module, action));
    }

    private static void checkAmount(String what, double amount) {
        if (!(amount > 0) || Double.isInfinite(amount)) {
            throw new IllegalArgumentException("the amount of " + what + " must be positive, not " + amount);
        }
    }

    private static void checkDuration(String what, @Nullable Duration duration) {
        if (duration != null && (duration.isZero() || duration.isNegative() || duration.compareTo(Durations.MAX) > 0)) {
            throw new IllegalArgumentException("the " + what + " of a task must be longer than nothing and at most "
                    + Durations.MAX.toDays() + " days, not " + duration);
        }
    }

    /** The same task under an id. */
    public Task withId(TaskId other) {
        return new Task(
                other,
                name,
                action,
                parameters,
                priority,
                dependencies,
                resources,
                resourcesByType,
                timeout,
                heartbeatTimeout,
                retry,
                onInterrupt,
                estimate,
                metadata);
    }

    /** The id, for a task that was submitted. */
    public Optional<TaskId> taskId() {
        return Optional.ofNullable(id);
    }

    /**
     * What the kernel has to know of it.
     *
     * @throws IllegalStateException if it has no id yet
     */
    public TaskSpec spec() {
        if (id == null) {
            throw new IllegalStateException("task " + name + " has no id before it is submitted");
        }
        return new TaskSpec(
                id.value(),
                action,
                parameters,
                priority,
                retry,
                timeout,
                resources,
                RunOn.SUCCESS,
                true,
                false,
                onInterrupt,
                estimate,
                heartbeatTimeout,
                resourcesByType);
    }
}
