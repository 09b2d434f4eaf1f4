package dev.orchestration.app;

import dev.orchestration.core.OrchestrationEngine;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.action.Printable;
import dev.orchestration.tasks.orchestrator.ExecutionListener;
import dev.orchestration.tasks.orchestrator.QueueHosting;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells, a line each, what a process that serves begins and ends. Called by one thread at a time. */
final class ServedWork implements ExecutionListener {
    private static final String GOES_ON = "goes on";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final RunView view;
    private final OrchestrationEngine engine;
    /** What has been heard of and has not ended. */
    private final Set<ExecutionId> open = new HashSet<>();

    ServedWork(RunView view, OrchestrationEngine engine) {
        this.view = view;
        this.engine = engine;
    }

    @Override
    public void committed(ExecutionId execution, List<Event> events) {
        boolean known = !open.add(execution);
        for (Event event : events) {
            String what = turn(event);
            if (what != null) {
                tell(execution, what);
                known = true;
            }
            if (event instanceof Event.ExecutionEnded) {
                open.remove(execution);
            }
        }
        if (!known) { // an earlier process began it
            tell(execution, GOES_ON);
        }
    }

    private static @Nullable String turn(Event event) {
        if (event instanceof Event.ExecutionCreated created) {
            String key = created.requestKey();
            return key == null ? "begins" : "begins for " + key;
        }
        if (event instanceof Event.ExecutionPaused paused) {
            return "is paused: " + paused.reason();
        }
        if (event instanceof Event.ExecutionContinued) {
            return GOES_ON;
        }
        return event instanceof Event.ExecutionEnded ended ? ended.status().wire() : null;
    }

    private void tell(ExecutionId id, String what) {
        ExecutionRow row = engine.store().archive().execution(id).orElse(null);
        if (row != null && row.parent() == null && !QueueHosting.isQueue(row)) {
            String time = TIME.format(
                    Instant.ofEpochMilli(view.arguments().caller().clock().micros() / 1_000));
            view.line(time + " " + Printable.line(row.workflow() + " " + what) + "  " + id);
        }
    }
}
