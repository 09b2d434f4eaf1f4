package dev.orchestration.workflow;

import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Commit;
import java.util.List;

/** That an execution does all its work anew is recorded, as whoever goes on with it has to do the same. */
final class Freshness {
    private static final String NAMESPACE = "cache";
    private static final String OFF = "off";

    private Freshness() {}

    static Event.Noted noted(long at) {
        return new Event.Noted(at, NAMESPACE, OFF, null);
    }

    /** Whether it is recorded, which is in the first commit or nowhere. */
    static boolean isRecorded(List<Commit> history) {
        return history.stream()
                .limit(1)
                .flatMap(commit -> commit.events().stream())
                .anyMatch(event -> event instanceof Event.Noted noted
                        && noted.namespace().equals(NAMESPACE)
                        && noted.kind().equals(OFF));
    }
}
