package dev.orchestration.tasks.action;

import dev.orchestration.state.ErrorKind;
import org.jspecify.annotations.Nullable;

/** A typed action as an action: its parameters are bound before, its output is written after. Thread-safe if the code is. */
record BoundAction<P extends Record>(Class<P> type, RecordForm form, TypedAction<P, ?> code) implements Action {
    static <P extends Record> BoundAction<P> of(Class<P> type, TypedAction<P, ?> code) {
        return new BoundAction<>(type, Forms.ofRecord(type), code);
    }

    @Override
    public @Nullable Object run(ActionContext ctx) throws Exception {
        Reading reading = Reading.of(ctx);
        Object bound = form.read(ctx.parameters(), reading, "");
        if (bound == null) {
            throw new ActionFailedException("BadParameters", ErrorKind.USER, String.join("; ", reading.faults()));
        }
        return Written.json(code.run(ctx, type.cast(bound)));
    }
}
