package dev.orchestration.core;

import dev.orchestration.core.event.EventBus;
import dev.orchestration.resources.ResourceEvent;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.Clock;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.TaskPriority;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.orchestrator.TaskOrchestrator;
import dev.orchestration.tasks.orchestrator.Vitals;
import dev.orchestration.workflow.Executions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Provider;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one engine. What happens is counted from what is committed, off the loop; how things are is asked when
 * somebody reads the gauges, of the loop at most once a second. Thread-safe.
 */
final class EngineMetrics implements ExecutionFolds.Follower, AutoCloseable {
    private static final String PREFIX = "orchestration.";
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMillis(500);

    /** What the loop said last, and when. */
    private record Glance(@Nullable Vitals vitals, long at) {}

    private final MeterRegistry registry;
    private final Clock clock;
    private final List<Meter> own = new CopyOnWriteArrayList<>();
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Glance> last = new AtomicReference<>();

    EngineMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    MeterRegistry registry() {
        return registry;
    }

    /** Meters of what is always there. */
    void of(EventBus bus) {
        FunctionCounter.Builder<EventBus> faults = FunctionCounter.builder(
                        PREFIX + "events.faults", bus, EventBus::faults)
                .description("how often a handler of events has thrown");
        own("events.faults", Tags.empty(), Meter.Type.COUNTER, () -> faults.register(registry));
        FunctionCounter.Builder<EventBus> dropped = FunctionCounter.builder(
                        PREFIX + "events.dropped", bus, EventBus::dropped)
                .description("events that a handler missed, as it was too slow");
        own("events.dropped", Tags.empty(), Meter.Type.COUNTER, () -> dropped.register(registry));
    }

    /** Meters of the loop, from now on. */
    void of(TaskOrchestrator tasks, Provider<Executions> executions) {
        tasks.listen(new ExecutionFolds(executions, this));
        for (TaskPriority priority : TaskPriority.values()) {
            gauge(
                    "queue.depth",
                    Tags.of("priority", priority.name().toLowerCase(Locale.ROOT)),
                    tasks,
                    vitals -> vitals.queued().getOrDefault(priority, 0));
        }
        gauge("workers.busy", Tags.empty(), tasks, Vitals::busy);
        gauge("workers.total", Tags.empty(), tasks, Vitals::slots);
        gauge("workers.abandoned", Tags.empty(), tasks, Vitals::abandoned);
        gauge(
                "executions.running",
                Tags.empty(),
                tasks,
                vitals -> vitals.executions().getOrDefault(WorkflowStatus.RUNNING, 0));
    }

    private void gauge(String name, Tags tags, TaskOrchestrator tasks, ToDoubleFunction<Vitals> figure) {
        gauge(name, tags, () -> {
            Vitals vitals = vitals(tasks);
            return vitals == null ? Double.NaN : figure.applyAsDouble(vitals);
        });
    }

    private void gauge(String name, Tags tags, Supplier<Number> figure) {
        Gauge.Builder<Supplier<Number>> gauge =
                Gauge.builder(PREFIX + name, figure).tags(tags);
        own(name, tags, Meter.Type.GAUGE, () -> gauge.register(registry));
    }

    /** Takes the place of what asks another engine: a registry would go on with that. */
    private void own(String name, Tags tags, Meter.Type type, Supplier<Meter> meter) {
        synchronized (registry) { // which another engine may share
            var unused = registry.removeByPreFilterId(new Meter.Id(PREFIX + name, tags, null, null, type));
            own.add(meter.get());
        }
    }

    /** What the loop said within the last second; null if it does not answer. */
    private @Nullable Vitals vitals(TaskOrchestrator tasks) {
        Glance known = last.get();
        if (known != null && clock.nanos() - known.at() < FRESH.toNanos()) {
            return known.vitals();
        }
        Vitals vitals = null;
        try {
            vitals = tasks.scenes().vitals(PATIENCE);
        } catch (OrchestrationException e) {
            // a gauge that cannot be read says so itself
        }
        last.set(new Glance(vitals, clock.nanos()));
        return vitals;
    }

    /** Meters of each resource, those that are registered later, too. */
    void of(ResourceManager resources) {
        resources.listen(event -> {
            if (event instanceof ResourceEvent.Registered registered) {
                resource(resources, registered.resource().id());
            }
        });
        resources.resources().forEach(each -> resource(resources, each.id()));
    }

    private void resource(ResourceManager resources, ResourceId id) {
        Tags tags = Tags.of("resource", id.value());
        gauge("resource.used", tags, () -> resources.getUsage(id).current());
        gauge("resource.capacity", tags, () -> resources.getUsage(id).capacity());
    }

    @Override
    public boolean isThere() {
        return true;
    }

    @Override
    public void follows(ExecutionState state) {
        // its plan is all that is wanted of it
    }

    @Override
    public void happened(ExecutionState state, Event event, long writesBefore) {
        if (event instanceof Event.AttemptEnded e) {
            count("attempts", "outcome", e.outcome().wire());
            timer(state.plan().spec(e.activation().node()).action().toString())
                    .record(Math.max(0, e.endedAt() - e.startedAt()), TimeUnit.MICROSECONDS);
        } else if (event instanceof Event.ExecutionStarted && !state.grows()) {
            count("executions.started", null, "");
        } else if (event instanceof Event.ExecutionEnded e && !state.grows()) {
            count("executions.ended", "status", e.status().wire());
        }
    }

    private void count(String name, @Nullable String tag, String value) {
        counters.computeIfAbsent(
                        name + " " + value,
                        key -> registry.counter(PREFIX + name, tag == null ? Tags.empty() : Tags.of(tag, value)))
                .increment();
    }

    private Timer timer(String action) {
        return timers.computeIfAbsent(
                action, key -> registry.timer(PREFIX + "task.duration", Tags.of("action", action)));
    }

    /**
     * Takes away what would ask an engine that is closed, but not what another engine has put in its place; what it has
     * counted itself stays.
     */
    @Override
    public void close() {
        synchronized (registry) {
            for (Meter present : registry.getMeters()) {
                if (own.stream().anyMatch(mine -> mine == present)) {
                    registry.remove(present);
                }
            }
            own.clear();
        }
    }
}
