package dev.orchestration.workflow;

import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.record.RecordRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a store says of a session that has not ended. Immutable.
 *
 * @param pending whether it has not got yet what it takes of resources ahead
 * @param createdAt as ISO-8601 in UTC
 * @param ahead what it takes of resources ahead
 */
record RecordedSession(
        SessionId id,
        String name,
        boolean pending,
        String createdAt,
        int maxParallelTasks,
        int maxParallelWorkflows,
        Map<ResourceId, Double> ahead) {
    /** Those that have not ended and can be read, by id, the oldest first. */
    static Map<SessionId, RecordedSession> all(List<RecordRow> rows) {
        List<RecordedSession> found = new ArrayList<>();
        rows.forEach(row -> read(row).ifPresent(found::add));
        found.sort(Comparator.comparing(RecordedSession::createdAt).thenComparing(RecordedSession::id));
        Map<SessionId, RecordedSession> all = new LinkedHashMap<>();
        found.forEach(each -> all.put(each.id(), each));
        return all;
    }

    private static Optional<RecordedSession> read(RecordRow row) {
        try {
            return Json.read(row.json()) instanceof Map<?, ?> map ? read(row.key(), map) : Optional.empty();
        } catch (OrchestrationException e) {
            return Optional.empty(); // an engine cannot read it either
        }
    }

    private static Optional<RecordedSession> read(String id, Map<?, ?> map) {
        boolean pending = "pending".equals(map.get("status"));
        if ((pending || "active".equals(map.get("status")))
                && map.get("name") instanceof String name
                && map.get("created_at") instanceof String created
                && map.get("max_parallel_tasks") instanceof Number tasks
                && map.get("max_parallel_workflows") instanceof Number workflows
                && map.get("resource_requirements") instanceof Map<?, ?> required) {
            Map<ResourceId, Double> ahead = new LinkedHashMap<>();
            required.forEach((resource, amount) -> {
                if (amount instanceof Number number) {
                    ahead.put(new ResourceId(String.valueOf(resource)), number.doubleValue());
                }
            });
            return Optional.of(new RecordedSession(
                    new SessionId(id), name, pending, created, tasks.intValue(), workflows.intValue(), ahead));
        }
        return Optional.empty();
    }
}
