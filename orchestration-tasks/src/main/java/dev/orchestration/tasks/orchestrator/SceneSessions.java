package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ResourceId;
import dev.orchestration.state.SessionId;
import java.util.Map;

/**
 * What sessions take of resources ahead, each in the order in which they came. Immutable.
 *
 * @param taken what each has taken
 * @param waiting what each waits for, that has not got it yet: nothing of it begins
 */
public record SceneSessions(
        Map<SessionId, Map<ResourceId, Double>> taken, Map<SessionId, Map<ResourceId, Double>> waiting) {
    /** No session takes anything ahead. */
    public static final SceneSessions NONE = new SceneSessions(Map.of(), Map.of());
}
