package dev.orchestration.tasks.live;

import dev.orchestration.state.ContextWrite;
import dev.orchestration.state.Failure;
import dev.orchestration.state.JsonValue;
import dev.orchestration.state.LargeOutput;
import dev.orchestration.tasks.decide.Signal.AttemptResult;
import dev.orchestration.tasks.secret.Masks;
import java.util.List;

/** The result of an attempt as it may be recorded: with secrets hidden in output, context writes and failure. */
final class Hidden {
    private Hidden() {}

    static AttemptResult in(AttemptResult result, Masks masks) {
        if (masks.hidesNothing()) {
            return result;
        }
        Object output = result.output();
        List<ContextWrite> writes = result.writes();
        Failure error = result.error();
        return new AttemptResult(
                result.outcome(),
                result.startedAt(),
                result.endedAt(),
                output instanceof LargeOutput ? output : masks.json(output),
                writes.isEmpty()
                        ? writes
                        : writes.stream().map(write -> in(write, masks)).toList(),
                error == null ? null : in(error, masks),
                result.log());
    }

    private static ContextWrite in(ContextWrite write, Masks masks) {
        JsonValue value = write.value();
        return new ContextWrite(
                masks.text(write.key()), value == null ? null : JsonValue.of(masks.json(value.raw()), write.key()));
    }

    /** A message that was cut may end with the beginning of a secret. */
    private static Failure in(Failure error, Masks masks) {
        String message = error.message();
        int cut = Failure.MAX_MESSAGE;
        String shown = message.length() <= cut
                ? masks.text(message)
                : masks.cutText(message.substring(0, cut)) + message.substring(cut);
        return new Failure(masks.text(error.type()), shown, error.kind());
    }
}
