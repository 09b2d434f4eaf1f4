package dev.orchestration.app;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.app.view.StepLines;
import dev.orchestration.core.OrchestrationEngine;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Failure;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Next;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.action.Printable;
import dev.orchestration.tasks.orchestrator.ExecutionListener;
import dev.orchestration.tasks.orchestrator.QueueHosting;
import dev.orchestration.workflow.Executions;
import dev.orchestration.workflow.WorkflowExecution;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells, a line each, what a process that serves begins, goes on with and ends, and what its steps ask of people. Thread-safe:
 * one thread hears of what is committed, another one looks for what was taken up before anybody could hear of it.
 */
final class ServedWork implements ExecutionListener {
    private static final String GOES_ON = "goes on";
    private static final String BEGINS = "begins";
    private static final String SCHEDULE = "schedule:";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final RunView view;
    private final OrchestrationEngine engine;
    /** Microseconds since 1970: what was created before, an earlier process began. */
    private final long since;

    private final ManyQuestions questions;

    /** What has been heard of and has not ended. */
    @GuardedBy("this")
    private final Set<ExecutionId> open = new HashSet<>();

    /** To be made before the engine begins to work. */
    ServedWork(RunView view, OrchestrationEngine engine) {
        this.view = view;
        this.engine = engine;
        this.since = view.arguments().caller().clock().micros();
        this.questions = new ManyQuestions(view);
    }

    /**
     * Tells what the engine took up before it could be listened to, and what steps of that wait for. Records are read under the
     * lock, so whatever ends meanwhile is told of afterwards.
     */
    synchronized void tellTakenUp() {
        for (ExecutionRow row : engine.store().archive().openExecutions()) {
            if (!row.isUnderWay() || QueueHosting.isQueue(row)) {
                continue;
            }
            if (open.add(row.id())) {
                tell(row, row.createdAt() < since ? GOES_ON : BEGINS + from(row));
            }
            WorkflowExecution execution = executions().view(row);
            if (!execution.waits().isEmpty()) {
                questions.of(row, executions()).standing(row.id(), execution.waits());
            }
        }
    }

    @Override
    public synchronized void committed(ExecutionId execution, List<Event> events) {
        ExecutionRow row = engine.store().archive().execution(execution).orElse(null);
        if (row == null || QueueHosting.isQueue(row)) {
            return;
        }
        boolean known = !open.add(execution);
        for (Event event : events) {
            String what = turn(event, row);
            if (what != null) {
                tell(row, what);
                known = true;
            }
        }
        if (!known) { // an earlier process began it
            tell(row, GOES_ON);
        }
        if (events.stream().anyMatch(ServedWork::asks)) {
            var unused = questions.of(row, executions());
        }
        questions.heard(execution, events);
        if (events.stream().anyMatch(Event.ExecutionEnded.class::isInstance)) {
            open.remove(execution);
            questions.forget(execution);
        }
    }

    private Executions executions() {
        return engine.workflowManager().executions();
    }

    private static boolean asks(Event event) {
        return event instanceof Event.WaitOpened || (event instanceof Event.AttemptEnded e && e.next() == Next.DECIDE);
    }

    private static @Nullable String turn(Event event, ExecutionRow row) {
        if (event instanceof Event.ExecutionCreated created) {
            String key = created.requestKey();
            return key == null ? BEGINS : BEGINS + " for " + key;
        }
        if (event instanceof Event.ExecutionPaused paused) {
            return "is paused: " + paused.reason();
        }
        if (event instanceof Event.ExecutionContinued) {
            return GOES_ON;
        }
        return event instanceof Event.ExecutionEnded ended ? end(ended, row) : null;
    }

    private static String end(Event.ExecutionEnded ended, ExecutionRow row) {
        Failure error = ended.error();
        return ended.status().wire() + from(row) + (error == null ? "" : ": " + StepLines.brief(error.message()));
    }

    /** The schedule that began it; a time's session has its name. */
    private static String from(ExecutionRow row) {
        String session = row.session();
        return session.startsWith(SCHEDULE) ? " (schedule " + session.substring(SCHEDULE.length()) + ")" : "";
    }

    private void tell(ExecutionRow row, String what) {
        if (row.parent() == null) {
            String time = TIME.format(
                    Instant.ofEpochMilli(view.arguments().caller().clock().micros() / 1_000));
            view.line(time + " " + Printable.line(row.workflow() + " " + what) + "  " + row.id());
        }
    }
}
