package dev.orchestration.actions;

import dev.orchestration.actions.wire.ResponseHead;
import dev.orchestration.actions.wire.Target;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.action.ActionFailedException;
import dev.orchestration.tasks.action.Printable;
import java.util.Map;

/** What it means for a step that a language model did not answer. */
final class ModelFaults {
    private static final int SHOWN = 2_000;

    private ModelFaults() {}

    /** A request that was refused is refused again, so it is the user's; too many calls, and trouble there, pass. */
    static ActionFailedException status(Target target, ResponseHead head, String body) {
        ErrorKind kind = switch (head.status()) {
            case 408, 409, 425, 429 -> ErrorKind.EXTERNAL;
            default -> head.status() < 400 || head.status() >= 500 ? ErrorKind.EXTERNAL : ErrorKind.USER;
        };
        String later = head.header("retry-after")
                .map(when -> " (Retry-After: " + Printable.line(when) + ")")
                .orElse("");
        return new ActionFailedException(
                "ModelRefused", kind, target.shown() + " answered " + head.status() + later + ": " + message(body));
    }

    /** An error in the middle of an answer. */
    static ActionFailedException told(Target target, String data) {
        return external("ModelFailed", target.shown() + " ended its answer with an error: " + message(data));
    }

    static ActionFailedException external(String type, String message) {
        return new ActionFailedException(type, ErrorKind.EXTERNAL, message);
    }

    /** The message of an error as OpenAI's endpoint writes it, else all that was said. */
    private static String message(String body) {
        String said = body;
        try {
            if (Json.read(body) instanceof Map<?, ?> map
                    && map.get("error") instanceof Map<?, ?> error
                    && error.get("message") instanceof String text) {
                said = text;
            }
        } catch (OrchestrationException e) {
            // no JSON, or cut: shown as it is
        }
        String shown = Printable.text(said).strip();
        return shown.length() > SHOWN ? shown.substring(0, SHOWN) + "…" : shown;
    }
}
