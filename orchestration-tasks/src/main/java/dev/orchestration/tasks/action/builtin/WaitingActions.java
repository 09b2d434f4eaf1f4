package dev.orchestration.tasks.action.builtin;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.tasks.action.ActionContext;
import dev.orchestration.tasks.action.ActionFailedException;
import org.jspecify.annotations.Nullable;

/** Actions that are a wait of the engine and no work. */
final class WaitingActions {
    private WaitingActions() {}

    /** The engine waits and never calls this; whoever does has nothing that waits. */
    static @Nullable Object waits(ActionContext ctx) throws ActionFailedException {
        throw new ActionFailedException(
                "NotAWorker", ErrorKind.USER, "this action waits in the engine and cannot be called as work");
    }
}
