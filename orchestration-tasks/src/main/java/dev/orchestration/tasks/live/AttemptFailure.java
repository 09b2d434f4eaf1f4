package dev.orchestration.tasks.live;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Failure;
import dev.orchestration.tasks.action.ActionFailedException;

/** What an attempt failed of, as it is told to the loop. */
final class AttemptFailure {
    private AttemptFailure() {}

    static Failure of(Throwable thrown) {
        try {
            return thrown instanceof ActionFailedException told ? told.failure() : Failure.of(thrown);
        } catch (Throwable broken) { // an exception of the task's own may be unable to tell its message
            return new Failure("Unreadable", thrown.getClass().getName(), ErrorKind.INTERNAL);
        }
    }
}
