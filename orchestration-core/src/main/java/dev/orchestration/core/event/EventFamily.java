package dev.orchestration.core.event;

import com.google.common.collect.ImmutableMap;
import dev.orchestration.state.Wire;
import java.util.Arrays;
import java.util.List;

/** What events are about, and the only place that says which types of events there are. */
public enum EventFamily {
    SESSION(SessionEvent.class, "created", "activated", "completed", "cancelled", "failed"),
    WORKFLOW(
            WorkflowEvent.class,
            "created",
            "started",
            "paused",
            "continued",
            "reopened",
            "completed",
            "failed",
            "cancelled"),
    TASK(
            TaskEvent.class,
            "pending",
            "blocked",
            "ready",
            "started",
            "waiting",
            "completed",
            "skipped",
            "failed",
            "cancelled"),
    RESOURCE(
            ResourceEvent.class,
            "registered",
            "status_changed",
            "waiting",
            "gave_up",
            "allocated",
            "renewed",
            "released",
            "expired"),
    PROJECT(ProjectEvent.class, "created", "changed"),
    CONTEXT(ContextEvent.class, "changed", "removed"),
    SCHEDULE(ScheduleEvent.class, "created", "changed", "paused", "resumed", "removed", "fired", "skipped", "failed");

    private final Class<? extends OrchestrationEvent> events;

    /** The type of each change; the order is that in which the changes usually come. */
    private final ImmutableMap<String, String> types;

    EventFamily(Class<? extends OrchestrationEvent> events, String... changes) {
        this.events = events;
        ImmutableMap.Builder<String, String> all = ImmutableMap.builder();
        for (String change : changes) {
            all.put(change, wire() + "." + change);
        }
        this.types = all.buildOrThrow();
    }

    /** The class of its events. */
    Class<? extends OrchestrationEvent> events() {
        return events;
    }

    /** The part of an event's type before the dot. */
    public String wire() {
        return Wire.name(this);
    }

    /** All types of events, those of a family together. */
    public static List<String> types() {
        return Arrays.stream(values())
                .flatMap(family -> family.types.values().stream())
                .toList();
    }

    /**
     * The type of an event.
     *
     * @throws IllegalArgumentException if events of this family tell of no such change
     */
    String type(String change) {
        String type = types.get(change);
        if (type == null) {
            throw new IllegalArgumentException(
                    "there is no event " + wire() + "." + change + "; there are " + String.join(", ", types.values()));
        }
        return type;
    }
}
