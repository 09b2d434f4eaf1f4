package dev.orchestration.workflow;

import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.record.RecordRow;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.Insight;
import dev.orchestration.tasks.orchestrator.SceneExecution;
import dev.orchestration.tasks.orchestrator.SceneSessions;
import dev.orchestration.tasks.orchestrator.SessionLimits;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The sessions of a {@link RecordedScene}, as the store has them. A session that is active by the store may wait all the same for
 * what an earlier engine could give it; that is known only from an execution that it would let in otherwise. Not thread-safe.
 */
final class RecordedSessions {
    private final Map<SessionId, RecordedSession> all;
    private final Map<SessionId, Integer> inside = new HashMap<>();
    private final Set<SessionId> wanted = new LinkedHashSet<>();

    RecordedSessions(List<RecordRow> rows) {
        this.all = RecordedSession.all(rows);
    }

    /** Somebody carries out an execution of it, which takes room in it or waits for some; a child does neither. */
    void joined(SessionId session, WorkflowStatus status, boolean waitsForKey) {
        boolean pending = status == WorkflowStatus.PENDING;
        inside.merge(session, pending ? 0 : 1, Integer::sum);
        if (pending && !waitsForKey) {
            wanted.add(session);
        }
    }

    /** What a session may do at once; of one that the store does not have, no more than it does has room. */
    SessionLimits limits(SessionId session) {
        RecordedSession known = all.get(session);
        int now = inside.getOrDefault(session, 0);
        return known == null
                ? new SessionLimits(session, Integer.MAX_VALUE, now == 0 ? Integer.MAX_VALUE : now)
                : new SessionLimits(session, known.maxParallelTasks(), known.maxParallelWorkflows());
    }

    SceneSessions scene() {
        Map<SessionId, Map<ResourceId, Double>> taken = new LinkedHashMap<>();
        Map<SessionId, Map<ResourceId, Double>> waiting = new LinkedHashMap<>();
        Map<SessionId, String> names = new LinkedHashMap<>();
        for (RecordedSession each : all.values()) {
            if (!each.ahead().isEmpty()) {
                (waits(each) ? waiting : taken).put(each.id(), each.ahead());
                names.put(each.id(), each.name());
            }
        }
        return new SceneSessions(taken, waiting, names);
    }

    private boolean waits(RecordedSession each) {
        boolean room = inside.getOrDefault(each.id(), 0) < each.maxParallelWorkflows();
        return each.pending() || (room && wanted.contains(each.id()));
    }

    /** Those of the resources that sessions take ahead of which nothing else is known. */
    Map<ResourceId, Resource> unknown(Map<ResourceId, Resource> known, double amount) {
        Map<ResourceId, Resource> unknown = new LinkedHashMap<>();
        for (RecordedSession each : all.values()) {
            each.ahead().keySet().stream()
                    .filter(id -> !known.containsKey(id))
                    .forEach(id -> unknown.put(id, new Resource(id, ResourceType.CUSTOM, amount)));
        }
        return unknown;
    }

    /** Of each of these resources, what sessions have taken and steps of others hold; of others nothing is told. */
    Map<ResourceId, Double> inUse(Set<ResourceId> resources, List<SceneExecution> executions) {
        SceneSessions now = scene();
        Map<ResourceId, Double> sums = new LinkedHashMap<>();
        now.taken()
                .values()
                .forEach(taken -> taken.forEach((id, amount) -> {
                    if (resources.contains(id)) {
                        sums.merge(id, amount, Double::sum);
                    }
                }));
        for (SceneExecution each : executions) {
            SessionId session = each.hosting().get().session().session();
            if (each.hosted() && !now.taken().containsKey(session)) {
                held(each.state(), sums);
            }
        }
        return sums;
    }

    private static void held(ExecutionState state, Map<ResourceId, Double> sums) {
        for (int row = 0; row < state.rows(); row++) {
            if (Insight.isAtWork(state, row)) {
                state.plan()
                        .spec(state.node(row))
                        .resources()
                        .forEach(request ->
                                sums.computeIfPresent(request.resource(), (id, sum) -> sum + request.amount()));
            }
        }
    }
}
