package dev.orchestration.state.event;

/** The JSON form of the events of the engine's own stream. */
final class EngineEventText {
    private EngineEventText() {}

    /** Says whether it is one of them; nothing is appended otherwise. */
    static boolean append(StringBuilder out, Event event) {
        if (event instanceof Event.OwnerTaken e) {
            new EventWriter(out, "OwnerTaken", e.at())
                    .number("epoch", e.epoch())
                    .text("owner", e.owner())
                    .end();
        } else if (event instanceof Event.CommandReceived e) {
            append(out, e);
        } else {
            return false;
        }
        return true;
    }

    private static void append(StringBuilder out, Event.CommandReceived e) {
        new EventWriter(out, "CommandReceived", e.at())
                .text("command", e.command())
                .text("by", e.by())
                .text("verb", e.verb())
                .text("execution", e.execution())
                .word("answer", e.isRefused() ? "refused" : "done")
                .text("code", e.code())
                .text("message", e.message())
                .end();
    }
}
