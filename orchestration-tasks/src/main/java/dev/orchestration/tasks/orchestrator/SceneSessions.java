package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ResourceId;
import dev.orchestration.state.SessionId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What sessions take of resources ahead, each in the order in which they came. Immutable.
 *
 * @param taken what each has taken
 * @param waiting what each waits for, that has not got it yet: nothing of it begins
 * @param names of these sessions, for people
 */
public record SceneSessions(
        Map<SessionId, Map<ResourceId, Double>> taken,
        Map<SessionId, Map<ResourceId, Double>> waiting,
        Map<SessionId, String> names) {
    /** No session takes anything ahead. */
    public static final SceneSessions NONE = new SceneSessions(Map.of(), Map.of(), Map.of());

    /** What a session is called; null where nobody knows. */
    public @Nullable String name(SessionId session) {
        return names.get(session);
    }

    /** One of them has ended. */
    SceneSessions without(SessionId session) {
        return new SceneSessions(without(taken, session), without(waiting, session), names);
    }

    private static Map<SessionId, Map<ResourceId, Double>> without(
            Map<SessionId, Map<ResourceId, Double>> all, SessionId session) {
        Map<SessionId, Map<ResourceId, Double>> others = new LinkedHashMap<>(all);
        others.remove(session);
        return others;
    }
}
