package dev.orchestration.core;

import dev.orchestration.core.event.EventBus;
import dev.orchestration.core.status.HealthStatus;
import dev.orchestration.core.status.SystemStatus;
import dev.orchestration.workflow.Executions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** What there is to see of an engine from outside, and what it costs nobody who does not look. Thread-safe. */
final class Observation {
    private final EngineSettings settings;
    private final Sessions sessions;
    private final Provider<HealthCheck> health;
    private final Provider<StatusReport> status;
    private final Provider<EngineMetrics> metrics;
    private final long since;

    @Inject
    Observation(
            EngineSettings settings,
            Sessions sessions,
            Provider<HealthCheck> health,
            Provider<StatusReport> status,
            Provider<EngineMetrics> metrics) {
        this.settings = settings;
        this.sessions = sessions;
        this.health = health;
        this.status = status;
        this.metrics = metrics;
        this.since = settings.clock().nanos();
        if (settings.metrics() != null) { // a host that brings a registry wants to see everything in it
            metrics.get();
        }
    }

    HealthStatus health() {
        return health.get().now(Duration.ofNanos(settings.clock().nanos() - since), byStatus());
    }

    SystemStatus status() {
        return status.get().now(byStatus());
    }

    /** Those that are open and known here by now: whoever looks takes no store into possession. */
    private Map<String, Integer> byStatus() {
        Map<String, Integer> byStatus = new TreeMap<>();
        sessions.known().forEach(each -> byStatus.merge(each.status().wire(), 1, Integer::sum));
        return byStatus;
    }

    MeterRegistry metrics() {
        return Built.by(metrics).registry();
    }

    /** Joins the meters to what there is to count, now or when it is built. */
    static EngineMetrics meters(
            EngineSettings settings,
            BuiltParts built,
            EventBus bus,
            Provider<Executions> executions,
            Lifetime lifetime) {
        MeterRegistry given = settings.metrics();
        EngineMetrics meters = new EngineMetrics(given == null ? new SimpleMeterRegistry() : given, settings.clock());
        lifetime.onEnd(reason -> meters.close());
        meters.of(bus);
        var unused = built.orchestrator().thenAccept(tasks -> meters.of(tasks, executions));
        unused = built.resources().thenAccept(meters::of);
        return meters;
    }
}
