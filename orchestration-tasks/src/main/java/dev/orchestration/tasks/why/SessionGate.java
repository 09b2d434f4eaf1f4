package dev.orchestration.tasks.why;

import dev.orchestration.resources.Resource;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.SessionId;
import dev.orchestration.tasks.orchestrator.Rehearsal;
import dev.orchestration.tasks.orchestrator.Scene;
import dev.orchestration.tasks.orchestrator.SceneExecution;
import dev.orchestration.tasks.orchestrator.SceneSessions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether an execution's session waits for resources that it takes ahead, and what would give it those. */
final class SessionGate {
    private final Subject subject;
    private final SessionId session;
    private final Map<ResourceId, Double> amounts;

    SessionGate(Subject subject) {
        this.subject = subject;
        this.session = subject.execution.hosting().get().session().session();
        this.amounts = subject.scene.sessions().waiting().getOrDefault(session, Map.of());
    }

    /** What shuts it; empty if it is open. */
    Optional<Obstacle> shut() {
        if (amounts.isEmpty()) {
            return Optional.empty();
        }
        SceneSessions sessions = subject.scene.sessions();
        List<ResourceId> lacking = lacking();
        List<Obstacle.Kept> kept = lacking.stream()
                .flatMap(id -> SessionClaims.kept(sessions, session, id).stream())
                .toList();
        return Optional.of(new Obstacle.SessionWaits(session, sessions.name(session), lacking, kept));
    }

    private List<ResourceId> lacking() {
        Rehearsal now = subject.scene.rehearse().step();
        List<ResourceId> lacking = new ArrayList<>();
        amounts.forEach((id, amount) -> {
            if (!isKnown(id) || now.usage(id).available() < amount) {
                lacking.add(id);
            }
        });
        return lacking;
    }

    private boolean isKnown(ResourceId id) {
        return subject.scene.resources().stream().anyMatch(each -> each.id().equals(id));
    }

    /** Each end of an execution or of a session, and each capacity, that alone would do. */
    List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        if (isSeated(subject.scene)) {
            return changes; // what it lacks is not known here
        }
        for (SceneExecution each : subject.scene.executions()) {
            boolean other = each.hosted() && !each.id().equals(subject.id());
            if (other && isSeated(subject.scene.without(each.id()))) {
                changes.add(Change.of(new Change.ExecutionEnds(each.id())));
            }
        }
        SessionClaims.ends(subject.scene, session, amounts.keySet(), this::isSeated)
                .forEach(end -> changes.add(Change.of(end)));
        for (Resource each : subject.scene.resources()) {
            double enough = each.capacity() + amounts.getOrDefault(each.id(), 0.0);
            if (enough > each.capacity() && isSeated(subject.scene.withCapacity(each.id(), enough))) {
                changes.add(Change.of(new Change.Capacity(each.id(), enough)));
            }
        }
        return changes;
    }

    private boolean isSeated(Scene scene) {
        return !scene.rehearse().step().sessions().waits(session);
    }
}
