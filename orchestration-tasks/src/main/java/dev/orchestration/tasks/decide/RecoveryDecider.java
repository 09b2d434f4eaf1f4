package dev.orchestration.tasks.decide;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Failure;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.tasks.TaskStatus;
import java.util.List;

/** What follows for an execution from the end of the process that carried it out. Pure. */
final class RecoveryDecider {
    private RecoveryDecider() {}

    /** What ran was interrupted; what was paused goes on, if the signal says so. */
    static void recovered(ExecutionState state, Signal.Recovered signal, EventSink out) {
        Failure died =
                new Failure("Interrupted", "the process that ran this attempt ended before it did", ErrorKind.INTERNAL);
        for (int node = 0; node < state.rows(); node++) {
            if (state.status(node) == TaskStatus.RUNNING && state.items().of(node) == null) {
                long began = state.nodes().attemptStartedAt(node);
                var result = new Signal.AttemptResult(
                        Outcome.INTERRUPTED,
                        began,
                        signal.at(),
                        null,
                        List.of(),
                        died,
                        state.nodes().log(node));
                int attempt = state.nodes().attempts(node);
                out.emit(AttemptVerdict.returned(
                        state, new Signal.AttemptReturned(signal.at(), state.activation(node), attempt, result)));
            }
        }
        if (signal.goesOn() && state.lifecycle().status() == WorkflowStatus.PAUSED) {
            out.emit(new Event.ExecutionContinued(signal.at(), signal.by()));
        }
    }
}
