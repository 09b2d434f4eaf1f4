package dev.orchestration.tasks.action.builtin;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.tasks.action.ActionContext;
import dev.orchestration.tasks.action.ActionFailedException;
import dev.orchestration.tasks.action.Durations;
import dev.orchestration.tasks.action.Parameters;
import org.jspecify.annotations.Nullable;

/** The actions {@code core.*}. */
final class CoreActions {
    private CoreActions() {}

    static @Nullable Object echo(ActionContext ctx) {
        return ctx.parameters().get("message");
    }

    static @Nullable Object fail(ActionContext ctx) throws ActionFailedException {
        Parameters parameters = Parameters.of(ctx);
        throw new ActionFailedException(
                "Failed", kind(parameters.text("kind", "external")), parameters.text("message", "failed on request"));
    }

    private static ErrorKind kind(String wire) throws ActionFailedException {
        try {
            return ErrorKind.of(wire);
        } catch (IllegalArgumentException e) {
            throw Parameters.bad("the parameter 'kind' of core.fail: " + e.getMessage());
        }
    }

    /** Only checks the duration: the wait is the engine's, which reads the same parameter. */
    static @Nullable Object sleep(ActionContext ctx) throws ActionFailedException {
        try {
            Durations.parse(ctx.parameters().get("duration"));
            return null;
        } catch (IllegalArgumentException e) {
            throw Parameters.bad("the parameter 'duration': " + e.getMessage());
        }
    }
}
