package dev.orchestration.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.state.SessionId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sessions that have ended last, so that they are found where no store has them. Thread-safe. */
final class EndedSessions {
    private static final int MOST = 1_000;

    @GuardedBy("this")
    private final Map<SessionId, LiveSession> newest = new LinkedHashMap<>();

    synchronized void add(LiveSession session) {
        newest.put(session.session().id(), session);
        if (newest.size() > MOST) {
            newest.remove(newest.keySet().iterator().next());
        }
    }

    synchronized List<LiveSession> all() {
        return List.copyOf(newest.values());
    }

    synchronized Optional<LiveSession> find(SessionId id) {
        return Optional.ofNullable(newest.get(id));
    }
}
