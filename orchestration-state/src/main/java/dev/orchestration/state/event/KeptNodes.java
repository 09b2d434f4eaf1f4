package dev.orchestration.state.event;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import java.util.Set;

/** The JSON form of {@link Event.NodeKept}. */
final class KeptNodes {
    private static final Set<String> STATUSES =
            Set.of(Event.NodeKept.COMPLETED, Event.NodeKept.SKIPPED, Event.NodeKept.AGAIN);

    private KeptNodes() {}

    static void encode(StringBuilder out, Event.NodeKept e) {
        new EventWriter(out, "NodeKept", e.at())
                .activation(e.activation())
                .text("origin", e.origin())
                .word("status", e.status())
                .output(e.output())
                .writes(e.writes())
                .end();
    }

    /** @throws OrchestrationException if it is malformed */
    static Event.NodeKept decode(long at, EventReader in) {
        String status = in.text("status");
        if (!STATUSES.contains(status)) {
            throw new OrchestrationException(
                    ErrorCode.STORE_UNAVAILABLE, "a recorded NodeKept has a status " + Quoted.of(status));
        }
        return new Event.NodeKept(at, in.activation(), in.text("origin"), status, in.output(), in.writes());
    }
}
