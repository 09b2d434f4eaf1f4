package dev.orchestration.core;

import dev.orchestration.core.event.ContextEvent;
import dev.orchestration.core.event.EventBus;
import dev.orchestration.core.event.EventFamily;
import dev.orchestration.core.event.TaskEvent;
import dev.orchestration.core.event.WorkflowEvent;
import dev.orchestration.state.ContextChange;
import dev.orchestration.state.Failure;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.NodeWatch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what is committed of executions as events of workflows, tasks and contexts. Confined to the thread that tells it. */
final class EventTranslator implements ExecutionFolds.Follower {
    /** A row has got a status. */
    private record Move(int row, TaskStatus to) {}

    private final EventBus bus;
    /** What moved since the last event of the execution that is just told of. */
    private final List<Move> moves = new ArrayList<>();

    EventTranslator(EventBus bus) {
        this.bus = bus;
    }

    @Override
    public boolean isThere() {
        return bus.isHeard(EventFamily.WORKFLOW) || bus.isHeard(EventFamily.TASK) || bus.isHeard(EventFamily.CONTEXT);
    }

    @Override
    public void follows(ExecutionState state) {
        moves.clear();
        NodeWatch.of(state, row -> moves.add(new Move(row, state.status(row))));
    }

    @Override
    public void happened(ExecutionState state, Event event, long writesBefore) {
        String change = change(event);
        if (change != null && !state.grows()) {
            bus.publish(workflow(state, event, change));
        }
        if (event instanceof Event.TaskSubmitted e) {
            bus.publish(task(state, event, new Move(e.node(), TaskStatus.PENDING)));
        }
        for (Move move : moves) {
            bus.publish(task(state, event, move));
        }
        moves.clear();
        for (ContextChange write : state.context().historyAfter(writesBefore)) {
            bus.publish(ContextEvent.of(write.at(), state.id(), write.key(), write.after(), write.who()));
        }
    }

    /** What the event changes of the execution as a whole, null for nothing. */
    private static @Nullable String change(Event event) {
        if (event instanceof Event.ExecutionCreated) {
            return "created";
        }
        if (event instanceof Event.ExecutionStarted) {
            return "started";
        }
        if (event instanceof Event.ExecutionPaused) {
            return "paused";
        }
        if (event instanceof Event.ExecutionContinued) {
            return "continued";
        }
        if (event instanceof Event.ExecutionReopened) {
            return "reopened";
        }
        return event instanceof Event.ExecutionEnded e ? e.status().wire() : null;
    }

    private static WorkflowEvent workflow(ExecutionState state, Event event, String change) {
        Event.ExecutionCreated created = state.lifecycle().created();
        return new WorkflowEvent(
                event.at(),
                change,
                state.id(),
                created.workflow(),
                new SessionId(created.session()),
                state.lifecycle().status(),
                event instanceof Event.ExecutionEnded e ? e.error() : null);
    }

    private static TaskEvent task(ExecutionState state, Event event, Move move) {
        int node = state.node(move.row());
        String name = state.grows()
                ? state.tasks().task(node).taskId().orElseThrow().value()
                : state.activation(move.row()).label(state.plan().name(node));
        return new TaskEvent(
                event.at(),
                change(move.to()),
                state.id(),
                name,
                state.plan().spec(node).action().toString(),
                state.attempts(move.row()),
                move.to(),
                failure(state, event, move.row()));
    }

    private static String change(TaskStatus status) {
        return status == TaskStatus.RUNNING ? "started" : status.wire();
    }

    private static @Nullable Failure failure(ExecutionState state, Event event, int row) {
        if (event instanceof Event.AttemptEnded e && state.row(e.activation()) == row) {
            return e.error();
        }
        return event instanceof Event.WaitEnded e && e.failed() && state.row(e.activation()) == row
                ? Failure.fromMap(e.payload())
                : null;
    }
}
