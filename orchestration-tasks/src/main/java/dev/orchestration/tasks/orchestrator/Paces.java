package dev.orchestration.tasks.orchestrator;

import dev.orchestration.tasks.action.ActionName;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pace of every action that this loop has started. Confined to the loop. */
final class Paces {
    private final Map<ActionName, Pace> paces = new HashMap<>();
    /** The last one asked for: nodes of one action mostly come one after the other. */
    private @Nullable ActionName lastName;

    private Pace last = new Pace();

    Pace of(ActionName action) {
        if (!action.equals(lastName)) {
            last = paces.computeIfAbsent(action, name -> new Pace());
            lastName = action;
        }
        return last;
    }
}
