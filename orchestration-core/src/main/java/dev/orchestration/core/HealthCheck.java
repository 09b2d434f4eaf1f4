package dev.orchestration.core;

import dev.orchestration.core.event.EventBus;
import dev.orchestration.core.schedule.RegisteredSchedule;
import dev.orchestration.core.schedule.ScheduleManager;
import dev.orchestration.core.status.ComponentHealth;
import dev.orchestration.core.status.HealthStatus;
import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.Store;
import dev.orchestration.tasks.orchestrator.TaskOrchestrator;
import dev.orchestration.tasks.orchestrator.Vitals;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Asks every part of the engine how it is, and builds none by that. Thread-safe. */
final class HealthCheck {
    private final EngineSettings settings;
    private final EngineWorld outside;
    private final Clock clock;
    private final BuiltParts built;
    private final EventBus bus;
    private final CommandOffice office;
    private final Map<String, Asked> asked = new ConcurrentHashMap<>();

    @Inject
    HealthCheck(EngineSettings settings, EngineWorld outside, BuiltParts built, EventBus bus, CommandOffice office) {
        this.settings = settings;
        this.outside = outside;
        this.clock = settings.clock();
        this.built = built;
        this.bus = bus;
        this.office = office;
    }

    /** @param sessions how many are open, by status */
    HealthStatus now(Duration uptime, Map<String, Integer> sessions) {
        Optional<Store> store = Optional.ofNullable(built.store().getNow(null));
        Optional<TaskOrchestrator> tasks =
                Optional.ofNullable(built.orchestrator().getNow(null));
        Map<String, ComponentHealth> components = new LinkedHashMap<>();
        components.put(
                "store",
                store.map(each -> ask("store", () -> ComponentChecks.store(each, trouble(tasks), clock)))
                        .orElse(ComponentHealth.idle()));
        Map<ErrorKind, Long> errors = loop(tasks, components);
        components.put(
                "resources",
                Optional.ofNullable(built.resources().getNow(null))
                        .map(ComponentChecks::resources)
                        .orElse(ComponentHealth.idle()));
        components.put("sessions", ComponentChecks.sessions(sessions));
        components.put("event_handlers", ComponentChecks.handlers(bus, tasks));
        components.put("commands", office.clerk().map(ComponentChecks::commands).orElse(ComponentHealth.idle()));
        components.put(
                "projects",
                store.map(each -> ask("projects", () -> ComponentChecks.projects(each)))
                        .orElse(ComponentHealth.idle()));
        components.put(
                "schedules",
                store.map(each -> ask("schedules", () -> ComponentChecks.schedules(schedules(each))))
                        .orElse(ComponentHealth.idle()));
        return HealthStatus.of(uptime, errors, components);
    }

    /** Only read: who fires them is built elsewhere, or in another process. */
    private List<RegisteredSchedule> schedules(Store store) {
        return new ScheduleManager(store.records(), clock, news -> {}, null).list();
    }

    private ComponentHealth ask(String component, Supplier<ComponentHealth> question) {
        return asked.computeIfAbsent(component, name -> new Asked(clock, outside.questions(settings)))
                .how(question);
    }

    private static Optional<OrchestrationException> trouble(Optional<TaskOrchestrator> tasks) {
        return tasks.flatMap(TaskOrchestrator::trouble);
    }

    /** Puts down how the loop and the workers are; gives the errors that it has counted. */
    private Map<ErrorKind, Long> loop(Optional<TaskOrchestrator> tasks, Map<String, ComponentHealth> components) {
        if (tasks.isEmpty()) {
            components.put("scheduler", ComponentHealth.idle());
            components.put("workers", ComponentHealth.idle());
            return Map.of();
        }
        long before = clock.nanos();
        try {
            Vitals vitals = tasks.get().scenes().vitals(Asked.PATIENCE);
            components.put("scheduler", ComponentChecks.scheduler(vitals, Duration.ofNanos(clock.nanos() - before)));
            components.put("workers", ComponentChecks.workers(vitals));
            return vitals.errors();
        } catch (OrchestrationException e) {
            components.put("scheduler", ComponentChecks.scheduler(e));
            components.put("workers", ComponentChecks.scheduler(e));
            return Map.of();
        }
    }
}
