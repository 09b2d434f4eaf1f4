package dev.orchestration.tasks.why;

import dev.orchestration.state.ResourceId;
import dev.orchestration.state.SessionId;
import dev.orchestration.tasks.orchestrator.Rehearsal;
import dev.orchestration.tasks.orchestrator.Scene;
import dev.orchestration.tasks.orchestrator.SceneSessions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What sessions keep from a ready step because they take it ahead, or wait to. Not thread-safe. */
final class SessionClaims {
    /** So many sessions are tried. */
    private static final int MOST_TRIED = 30;

    private static final double TOLERANCE = 1e-9;

    private final Contention contention;
    private final Scene scene;
    private final SceneSessions sessions;
    private final SessionId own;

    SessionClaims(Contention contention) {
        this.contention = contention;
        this.scene = contention.subject.scene;
        this.sessions = scene.sessions();
        this.own = contention.hosting.session().session();
    }

    /** Which other sessions have taken how much of a resource. */
    List<Obstacle.Kept> kept(ResourceId id) {
        return kept(sessions, own, id);
    }

    static List<Obstacle.Kept> kept(SceneSessions sessions, SessionId own, ResourceId id) {
        List<Obstacle.Kept> kept = new ArrayList<>();
        sessions.taken().forEach((session, amounts) -> {
            double amount = amounts.getOrDefault(id, 0.0);
            if (!session.equals(own) && amount > 0) {
                kept.add(new Obstacle.Kept(session, sessions.name(session), id, amount));
            }
        });
        return kept;
    }

    /** What it needs is there, and yet it does not start: a session waits for more of it than there is. */
    Optional<Obstacle> reserved() {
        SessionId first = contention.now.sessions().first();
        if (first == null) {
            return Optional.empty();
        }
        Map<ResourceId, Double> wanted = sessions.waiting().getOrDefault(first, Map.of());
        List<ResourceId> lacking = new ArrayList<>();
        wanted.forEach((id, amount) -> {
            if (contention.now.usage(id).available() + TOLERANCE < amount) {
                lacking.add(id);
            }
        });
        boolean shared = contention.needs().keySet().stream().anyMatch(wanted::containsKey);
        return shared
                ? Optional.of(new Obstacle.ReservedForSession(first, sessions.name(first), lacking))
                : Optional.empty();
    }

    /** The sessions whose end alone would do. */
    List<Change.Act> ends(Predicate<Scene> starts) {
        Set<ResourceId> matters = new LinkedHashSet<>(contention.needs().keySet());
        for (Rehearsal.Start each : contention.ahead()) {
            matters.addAll(contention.needs(each).keySet());
        }
        return ends(scene, own, matters, starts);
    }

    static List<Change.Act> ends(Scene scene, SessionId own, Set<ResourceId> matters, Predicate<Scene> enough) {
        SceneSessions sessions = scene.sessions();
        Set<SessionId> others = new LinkedHashSet<>();
        List.of(sessions.taken(), sessions.waiting())
                .forEach(all -> all.forEach((session, amounts) -> {
                    if (!session.equals(own) && amounts.keySet().stream().anyMatch(matters::contains)) {
                        others.add(session);
                    }
                }));
        List<Change.Act> ends = new ArrayList<>();
        others.stream()
                .limit(MOST_TRIED)
                .filter(each -> enough.test(scene.without(each)))
                .forEach(each -> ends.add(new Change.SessionEnds(each, sessions.name(each))));
        return ends;
    }
}
