package dev.orchestration.tasks.orchestrator;

import dev.orchestration.tasks.decide.Signal;
import java.util.ArrayList;
import java.util.List;

/** The executions that pause as soon as nothing of them runs. Confined to the loop. */
final class Suspensions {
    private final List<Hosted> suspending = new ArrayList<>();

    /** From now on nothing of it begins. */
    void begin(Hosted leaving, String reason) {
        leaving.suspend(reason);
        suspending.add(leaving);
    }

    /** Pauses those of which nothing runs any more, and forgets those that have left the roster. */
    void pauseWhatIsAtRest(Roster roster, long now) {
        if (suspending.isEmpty()) {
            return;
        }
        for (Hosted leaving : List.copyOf(suspending)) {
            String reason = leaving.suspension();
            if (reason == null || roster.find(leaving.id()) != leaving) {
                suspending.remove(leaving);
            } else if (leaving.state().active() == 0) {
                suspending.remove(leaving);
                leaving.decide(new Signal.SuspendAsked(now, reason));
            }
        }
    }

    void clear() {
        suspending.clear();
    }
}
