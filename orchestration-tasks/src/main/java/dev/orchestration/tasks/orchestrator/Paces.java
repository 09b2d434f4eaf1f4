package dev.orchestration.tasks.orchestrator;

import dev.orchestration.tasks.action.ActionName;
import java.util.HashMap;
import java.util.Map;

/** The pace of every action that this loop has started. Confined to the loop. */
final class Paces {
    private final Map<ActionName, Pace> paces = new HashMap<>();

    Pace of(ActionName action) {
        return paces.computeIfAbsent(action, name -> new Pace());
    }
}
