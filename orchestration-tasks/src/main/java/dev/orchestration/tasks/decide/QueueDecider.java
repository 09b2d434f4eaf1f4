package dev.orchestration.tasks.decide;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Failure;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.TaskJson;

/** What follows from the signals that workflows do not know: tasks come one by one, the queue closes, a person decides. */
final class QueueDecider {
    private QueueDecider() {}

    /** @throws dev.orchestration.state.OrchestrationException if the task could never become part of the plan */
    static void submitted(ExecutionState state, Signal.TaskSubmitted signal, EventSink out) {
        var task = signal.task();
        var id = task.taskId().orElseThrow();
        state.tasks().check(id, task, signal.met());
        out.emit(new Event.TaskSubmitted(
                signal.at(), state.plan().size(), id.value(), TaskJson.write(task), signal.met()));
    }

    /** A queue has no outcome of its own: its tasks have theirs. */
    static void close(ExecutionState state, Signal.CloseAsked signal, EventSink out) {
        boolean idle = state.readiness().allSettled() && state.active() == 0;
        if (state.grows() && idle && state.lifecycle().status() == WorkflowStatus.RUNNING) {
            int round = state.lifecycle().round();
            out.emit(new Event.ExecutionEnded(signal.at(), round, WorkflowStatus.COMPLETED, null));
        }
    }

    /** Only about what was tried and waits for nothing else than this. */
    static void decided(ExecutionState state, Signal.Decided signal, EventSink out) {
        int node = state.row(signal.activation());
        if (state.awaitsDecision(node) && state.activation(node).equals(signal.activation())) {
            out.emit(event(signal));
        }
    }

    private static Event event(Signal.Decided signal) {
        return switch (signal.decision()) {
            case RERUN -> new Event.WaitEnded(signal.at(), signal.activation(), Event.WaitEnded.RETRY, null);
            case SKIP -> new Event.Skipped(signal.at(), signal.activation(), "decided by " + signal.by());
            case FAIL -> {
                Failure failure = new Failure(
                        "Interrupted",
                        "interrupted, and " + signal.by() + " decided that it failed",
                        ErrorKind.EXTERNAL);
                yield new Event.WaitEnded(signal.at(), signal.activation(), Event.WaitEnded.EXPIRED, failure.toMap());
            }
        };
    }
}
