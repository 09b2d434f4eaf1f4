package dev.orchestration.tasks.orchestrator;

import dev.orchestration.tasks.OnInterrupt;
import dev.orchestration.tasks.Repetition;
import dev.orchestration.tasks.ResourceRequest;
import dev.orchestration.tasks.ResourceTypeRequest;
import dev.orchestration.tasks.RetryPolicy;
import dev.orchestration.tasks.RunOn;
import dev.orchestration.tasks.TaskPriority;
import dev.orchestration.tasks.TaskSpec;
import dev.orchestration.tasks.action.ActionName;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A plain step, and steps that differ from another in some point. */
final class Specs {
    private Specs() {}

    static TaskSpec plain(String name) {
        return new TaskSpec(
                name,
                new ActionName("test", "work"),
                Map.of(),
                TaskPriority.NORMAL,
                RetryPolicy.none(),
                null,
                List.of(),
                RunOn.SUCCESS,
                true,
                false,
                OnInterrupt.RERUN,
                null);
    }

    static TaskSpec spec(
            TaskSpec s, RetryPolicy retry, Duration timeout, RunOn runOn, boolean required, OnInterrupt onInterrupt) {
        return new TaskSpec(
                s.name(),
                s.action(),
                s.parameters(),
                s.priority(),
                retry,
                timeout,
                s.resources(),
                runOn,
                required,
                s.conditional(),
                onInterrupt,
                s.estimate());
    }

    static TaskSpec beating(TaskSpec s, Duration atLeastEvery) {
        return new TaskSpec(
                s.name(),
                s.action(),
                s.parameters(),
                s.priority(),
                s.retry(),
                s.timeout(),
                s.resources(),
                s.runOn(),
                s.required(),
                s.conditional(),
                s.onInterrupt(),
                s.estimate(),
                atLeastEvery,
                s.resourcesByType());
    }

    static TaskSpec with(TaskSpec s, TaskPriority priority, List<ResourceRequest> resources, boolean conditional) {
        return new TaskSpec(
                s.name(),
                s.action(),
                s.parameters(),
                priority,
                s.retry(),
                s.timeout(),
                resources,
                s.runOn(),
                s.required(),
                conditional,
                s.onInterrupt(),
                s.estimate());
    }

    static TaskSpec needing(TaskSpec s, List<ResourceRequest> resources) {
        return with(s, s.priority(), resources, s.conditional());
    }

    /** Everybody knows how long it takes. */
    static TaskSpec lasting(TaskSpec s, Duration estimate) {
        return estimated(s, estimate, s.resourcesByType());
    }

    /** Say it last: other refinements forget it. */
    static TaskSpec repeating(TaskSpec s, Repetition repetition) {
        return new TaskSpec(
                s.name(),
                s.action(),
                s.parameters(),
                s.priority(),
                s.retry(),
                s.timeout(),
                s.resources(),
                s.runOn(),
                s.required(),
                s.conditional(),
                s.onInterrupt(),
                s.estimate(),
                s.heartbeatTimeout(),
                s.resourcesByType(),
                repetition);
    }

    static TaskSpec estimated(TaskSpec s, Duration estimate, List<ResourceTypeRequest> byType) {
        return new TaskSpec(
                s.name(),
                s.action(),
                s.parameters(),
                s.priority(),
                s.retry(),
                s.timeout(),
                s.resources(),
                s.runOn(),
                s.required(),
                s.conditional(),
                s.onInterrupt(),
                estimate,
                s.heartbeatTimeout(),
                byType);
    }
}
