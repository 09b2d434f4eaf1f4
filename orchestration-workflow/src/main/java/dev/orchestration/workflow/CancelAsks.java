package dev.orchestration.workflow;

import dev.orchestration.state.event.CancelScope;
import dev.orchestration.tasks.decide.Ask;
import dev.orchestration.tasks.decide.Signal;
import java.util.List;

/** What ends an execution that nobody carries out. */
final class CancelAsks {
    private CancelAsks() {}

    /** @param end whether its steps of {@code finally} can be carried out here; else they are cancelled, too */
    static List<Ask> of(String by, String reason, boolean end) {
        Ask cancel = (state, at) -> new Signal.CancelAsked(at, CancelScope.EXECUTION, null, by, reason);
        Ask recovered = (state, at) -> new Signal.Recovered(at, "cancel");
        return end ? List.of(cancel, recovered) : List.of(cancel, recovered, cancel);
    }
}
