package dev.orchestration.core;

import dev.orchestration.core.event.EventHandler;
import dev.orchestration.core.event.OrchestrationEvent;
import dev.orchestration.core.event.Registration;
import dev.orchestration.core.status.HealthStatus;
import dev.orchestration.core.status.SystemStatus;
import dev.orchestration.tasks.orchestrator.ExecutionListener;
import dev.orchestration.tasks.orchestrator.Listening;
import dev.orchestration.tasks.orchestrator.TaskOrchestrator;
import io.micrometer.core.instrument.MeterRegistry;

/** What there is to see and hear of an {@link OrchestrationEngine}. Thread-safe. */
public abstract sealed class ObservedEngine permits OrchestrationEngine {
    private final EngineParts parts;

    ObservedEngine(EngineParts parts) {
        this.parts = parts;
    }

    /** The loop with what it carries out; it begins to work by that. */
    public abstract TaskOrchestrator taskOrchestrator();

    /** Hands every recorded event to {@code listener} from now on; close what is returned to end that. */
    public Listening listen(ExecutionListener listener) {
        return taskOrchestrator().listen(listener);
    }

    /**
     * Tells {@code handler} of what changes from now on; see {@link EventHandler} for what it may do.
     *
     * @param type an event's type ({@code workflow.failed}), a family ({@code task.*}), or {@code *} for all
     * @throws dev.orchestration.state.OrchestrationException ({@code BAD_PARAMETERS}) if there is no such type, with the nearest
     */
    public Registration registerEventHandler(String type, EventHandler<OrchestrationEvent> handler) {
        return parts.events().register(type, handler);
    }

    /** As the other one, for all events of one class. */
    public <E extends OrchestrationEvent> Registration registerEventHandler(
            Class<E> family, EventHandler<? super E> handler) {
        return parts.events().register(family, handler);
    }

    /** How the engine is: each part is asked, within two seconds, and none is built for that. */
    public HealthStatus getHealthStatus() {
        return parts.observation().health();
    }

    /** What the engine does, from counts; no history is read, and nothing is built for that. */
    public SystemStatus getSystemStatus() {
        return parts.observation().status();
    }

    /** The registry with the engine's meters. They count from the first call on, or from the start in a registry of the host. */
    public MeterRegistry getMetrics() {
        return parts.observation().metrics();
    }
}
