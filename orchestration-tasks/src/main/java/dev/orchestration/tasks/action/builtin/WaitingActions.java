package dev.orchestration.tasks.action.builtin;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.tasks.action.Action;
import dev.orchestration.tasks.action.ActionFailedException;

/** Actions that are a wait of the engine and no work. */
final class WaitingActions {
    /** The engine waits and never calls this; whoever does has nothing that waits. */
    static final Action WAITS = ctx -> {
        throw new ActionFailedException(
                "NotAWorker", ErrorKind.USER, "this action waits in the engine and cannot be called as work");
    };

    private WaitingActions() {}
}
