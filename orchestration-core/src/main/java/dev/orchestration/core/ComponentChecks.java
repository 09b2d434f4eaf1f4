package dev.orchestration.core;

import dev.orchestration.core.event.EventBus;
import dev.orchestration.core.event.HandlerState;
import dev.orchestration.core.schedule.RegisteredSchedule;
import dev.orchestration.core.schedule.ScheduleState;
import dev.orchestration.core.status.ComponentHealth;
import dev.orchestration.core.status.Health;
import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.resources.ResourceStatus;
import dev.orchestration.state.Clock;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.state.journal.Store;
import dev.orchestration.state.project.ProjectRow;
import dev.orchestration.tasks.orchestrator.TaskOrchestrator;
import dev.orchestration.tasks.orchestrator.Vitals;
import dev.orchestration.workflow.command.CommandClerk;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How each part of an engine says how it is: by being asked for something that it does anyway. */
final class ComponentChecks {
    /** A handler that is at one event for longer than this does not come back soon. */
    private static final Duration LONG = Duration.ofSeconds(30);

    private ComponentChecks() {}

    /** The store reads a row; what keeps it from recording the loop knows. */
    static ComponentHealth store(Store store, Optional<OrchestrationException> trouble, Clock clock) {
        long before = clock.nanos();
        Optional<Owner> owner = store.archive().lastOwner();
        ComponentHealth health = ComponentHealth.healthy()
                .with("name", store.name())
                .with("durable", store.isDurable())
                .with("epoch", owner.map(Owner::epoch).orElse(null))
                .with("read_ms", (clock.nanos() - before) / 1e6);
        return trouble.map(e -> health.withIssue(Health.UNHEALTHY, String.valueOf(e.getMessage())))
                .orElse(health);
    }

    /** The loop has answered a question; a loop that cannot record does so by refusing it. */
    static ComponentHealth scheduler(Vitals vitals, Duration took) {
        ComponentHealth health = ComponentHealth.healthy().with("answer_ms", took.toNanos() / 1e6);
        for (var each : vitals.executions().entrySet()) {
            health = health.with("executions_" + each.getKey().wire(), (long) each.getValue());
        }
        return health;
    }

    static ComponentHealth scheduler(OrchestrationException refusal) {
        Health how = refusal.code().mayPass() ? Health.DEGRADED : Health.UNHEALTHY;
        return ComponentHealth.healthy().withIssue(how, String.valueOf(refusal.getMessage()));
    }

    static ComponentHealth workers(Vitals vitals) {
        ComponentHealth health = ComponentHealth.healthy()
                .with("busy", (long) vitals.busy())
                .with("total", (long) vitals.slots())
                .with("abandoned", (long) vitals.abandoned());
        return vitals.abandoned() == 0
                ? health
                : health.withIssue(
                        Health.DEGRADED,
                        vitals.abandoned() + " attempts ignored the request to end and still run; have their actions"
                                + " end when they are interrupted, or ask ctx.isCancelled()");
    }

    static ComponentHealth resources(ResourceManager manager) {
        ComponentHealth health = ComponentHealth.healthy();
        int count = 0;
        for (Resource resource : manager.resources()) {
            count++;
            ResourceStatus status = resource.status();
            if (status == ResourceStatus.OFFLINE
                    || status == ResourceStatus.DEPLETED
                    || status == ResourceStatus.UNKNOWN) {
                health = health.withIssue(Health.DEGRADED, resource.id() + " is " + status.wire());
            }
        }
        return health.with("resources", (long) count)
                .with("allocations", (long) manager.allocations().size())
                .with("waiting", (long) manager.waiting().size());
    }

    /** One that waits for what it asked for is no fault of the engine. */
    static ComponentHealth sessions(Map<String, Integer> open) {
        ComponentHealth health = ComponentHealth.healthy();
        for (var each : open.entrySet()) {
            health = health.with(each.getKey(), (long) each.getValue());
        }
        return health;
    }

    /** Of those that are registered; whoever closes one that misbehaves has mended it. */
    static ComponentHealth handlers(EventBus bus, Optional<TaskOrchestrator> orchestrator) {
        ComponentHealth health = ComponentHealth.healthy()
                .with("handlers", (long) bus.states().size())
                .with("faults", bus.faults())
                .with("dropped", bus.dropped());
        for (HandlerState state : bus.states()) {
            health = handler(state, health);
        }
        long missed = orchestrator.map(TaskOrchestrator::listenerFaults).orElse(0L);
        return missed == 0
                ? health
                : health.withIssue(
                        Health.DEGRADED, "a listener of commits has thrown, or missed some, " + missed + " times");
    }

    private static ComponentHealth handler(HandlerState state, ComponentHealth health) {
        ComponentHealth seen = health;
        String who = "the handler of " + state.type();
        if (state.faults() > 0) {
            seen = seen.withIssue(Health.DEGRADED, who + " has thrown " + state.faults() + " times; see the log");
        }
        if (state.dropped() > 0) {
            seen = seen.withIssue(Health.DEGRADED, who + " was too slow, and missed " + state.dropped() + " events");
        }
        if (state.busy().compareTo(LONG) > 0) {
            seen = seen.withIssue(
                    Health.DEGRADED,
                    who + " has been at one event for " + state.busy().toSeconds() + " s, and " + state.waiting()
                            + " wait for it");
        }
        return seen;
    }

    static ComponentHealth commands(CommandClerk clerk) {
        return clerk.trouble()
                .map(e -> ComponentHealth.healthy().withIssue(Health.DEGRADED, String.valueOf(e.getMessage())))
                .orElse(ComponentHealth.healthy());
    }

    /** Each tells itself what went wrong with it last, until it was run again. */
    static ComponentHealth schedules(List<RegisteredSchedule> schedules) {
        ComponentHealth health = ComponentHealth.healthy().with("schedules", (long) schedules.size());
        for (RegisteredSchedule each : schedules) {
            ScheduleState.Problem problem = each.state().problem();
            if (problem != null) {
                health = health.withIssue(
                        Health.DEGRADED,
                        "schedule " + Quoted.of(each.schedule().name()) + ", due " + problem.time() + ": "
                                + problem.message());
            }
        }
        return health;
    }

    static ComponentHealth projects(Store store) {
        ComponentHealth health = ComponentHealth.healthy();
        for (var each : projectsByStatus(store).entrySet()) {
            health = health.with(each.getKey(), (long) each.getValue());
        }
        return health;
    }

    /** @throws OrchestrationException if the store keeps none, or cannot be read */
    static Map<String, Integer> projectsByStatus(Store store) {
        Map<String, Integer> counts = new TreeMap<>();
        for (ProjectRow row : store.projects().all()) {
            counts.merge(row.status(), 1, Integer::sum);
        }
        return counts;
    }
}
