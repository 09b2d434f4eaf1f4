package dev.orchestration.tasks.decide;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.WorkflowStatus;

/** What a person may ask of an execution as a whole: that it pauses, that it goes on. */
public final class PauseAsks {
    private PauseAsks() {}

    /** Nothing new starts from then on; refused ({@code WRONG_STATE}) unless it runs. */
    public static Ask pause(String reason) {
        return (state, at) -> {
            WorkflowStatus status = state.lifecycle().status();
            if (status == WorkflowStatus.PENDING) {
                throw wrongState(state, "waits for its session to have room; cancel it, or wait until it has begun");
            }
            if (status == WorkflowStatus.PAUSED) {
                Object why = java.util.Objects.requireNonNull(state.lifecycle().paused())
                        .reason();
                throw wrongState(
                        state, "is paused already (" + why + "); `orchestrate continue " + state.id() + "` goes on");
            }
            requireToGoOn(state);
            return new Signal.PauseAsked(at, reason);
        };
    }

    /** It goes on; refused ({@code WRONG_STATE}) unless it is paused. */
    public static Ask goOn(String by) {
        return (state, at) -> {
            requireToGoOn(state);
            if (state.lifecycle().status() != WorkflowStatus.PAUSED) {
                throw wrongState(state, "is not paused, so there is nothing to continue");
            }
            return new Signal.ContinueAsked(at, by);
        };
    }

    /** @throws OrchestrationException ({@code WRONG_STATE}) if it has ended or was cancelled */
    static void requireToGoOn(ExecutionState state) {
        WorkflowStatus status = state.lifecycle().status();
        if (status.isEnded()) {
            throw wrongState(state, "is " + status.wire() + " already; nothing was changed");
        }
        if (state.lifecycle().cancelling()) {
            throw wrongState(state, "was cancelled and is about to end; nothing was changed");
        }
    }

    static OrchestrationException wrongState(ExecutionState state, String why) {
        return new OrchestrationException(ErrorCode.WRONG_STATE, "execution " + state.id() + " " + why);
    }
}
