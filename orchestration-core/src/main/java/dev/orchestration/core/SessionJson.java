package dev.orchestration.core;

import dev.orchestration.state.Context;
import dev.orchestration.state.ContextWrite;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Json;
import dev.orchestration.state.JsonValue;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.Times;
import dev.orchestration.state.Wire;
import dev.orchestration.tasks.OrchestrationMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of a session: its fields in snake case, times as ISO-8601 in UTC, the timeout as an ISO-8601 duration. Of the
 * context it has the values, not their history. What it writes it reads back whole; fields that it does not know it leaves
 * alone. Stateless.
 */
public final class SessionJson {
    private static final String CONTEXT = "context";

    private SessionJson() {}

    /** The session as a JSON object. */
    public static Map<String, Object> toMap(OrchestrationSession session) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("session_id", session.id().value());
        map.put("name", session.name());
        map.put("description", session.description());
        map.put("user_id", session.userId());
        map.put("mode", session.mode().wire());
        map.put("max_parallel_tasks", (long) session.maxParallelTasks());
        map.put("max_parallel_workflows", (long) session.maxParallelWorkflows());
        Duration timeout = session.timeout();
        Json.putNullable(map, "timeout", timeout == null ? null : timeout.toString());
        Map<String, Object> requirements = new LinkedHashMap<>();
        session.resourceRequirements().forEach((id, amount) -> requirements.put(id.value(), amount));
        map.put("resource_requirements", requirements);
        map.put("metadata", session.metadata());
        map.put("status", session.status().wire());
        map.put("created_at", Times.iso(session.createdAt()));
        Json.putNullable(map, "started_at", Times.iso(session.startedAt()));
        map.put("updated_at", Times.iso(session.updatedAt()));
        Json.putNullable(map, "completed_at", Times.iso(session.completedAt()));
        Json.putNullable(map, "reason", session.reason());
        map.put(CONTEXT, session.context().toMap());
        return map;
    }

    /** As {@link #toMap}, as text. */
    public static String write(OrchestrationSession session) {
        return Json.write(toMap(session));
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param context is empty, and gets the values that were written
     * @throws OrchestrationException ({@code BAD_PARAMETERS}) if the text is no session, with the field that is wrong
     */
    public static OrchestrationSession read(String text, Context context) {
        if (!(Json.read(text) instanceof Map<?, ?> map)) {
            throw wrong("session", "it must be a JSON object");
        }
        OrchestrationSession session = new OrchestrationSession(
                new SessionId(text(map, "session_id")),
                text(map, "name"),
                text(map, "description"),
                text(map, "user_id"),
                word(OrchestrationMode.class, map, "mode"),
                (int) number(map.get("max_parallel_tasks"), "max_parallel_tasks"),
                (int) number(map.get("max_parallel_workflows"), "max_parallel_workflows"),
                timeout(map),
                requirements(object(map, "resource_requirements")),
                object(map, "metadata"),
                word(SessionStatus.class, map, "status"),
                time(map, "created_at"),
                timeIfAny(map, "started_at"),
                time(map, "updated_at"),
                timeIfAny(map, "completed_at"),
                map.get("reason") == null ? null : text(map, "reason"),
                context);
        object(map, CONTEXT)
                .forEach((key, value) -> context.apply(
                        new ContextWrite(key, JsonValue.of(value, key)), "session", session.updatedAt(), null));
        return session;
    }

    private static OrchestrationException wrong(String field, String why) {
        return new OrchestrationException(ErrorCode.BAD_PARAMETERS, "a session's " + field + ": " + why);
    }

    private static String text(Map<?, ?> map, String field) {
        if (map.get(field) instanceof String text) {
            return text;
        }
        throw wrong(field, "it must be a text, not " + Json.write(map.get(field)));
    }

    private static <E extends Enum<E>> E word(Class<E> type, Map<?, ?> map, String field) {
        try {
            return Wire.parse(type, text(map, field));
        } catch (IllegalArgumentException e) {
            throw wrong(field, String.valueOf(e.getMessage()));
        }
    }

    private static double number(@Nullable Object value, String field) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw wrong(field, "it must be a number, not " + Json.write(value));
    }

    private static long time(Map<?, ?> map, String field) {
        String text = text(map, field);
        try {
            return Times.micros(text);
        } catch (DateTimeException e) {
            throw wrong(field, "'" + text + "' is no time as 2026-01-31T09:05:00.000000Z");
        }
    }

    private static @Nullable Long timeIfAny(Map<?, ?> map, String field) {
        return map.get(field) == null ? null : (Long) time(map, field);
    }

    private static @Nullable Duration timeout(Map<?, ?> map) {
        if (map.get("timeout") == null) {
            return null;
        }
        String text = text(map, "timeout");
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            throw wrong("timeout", "'" + text + "' is no duration as PT1H30M");
        }
    }

    private static Map<String, Object> object(Map<?, ?> map, String field) {
        if (!(map.get(field) instanceof Map<?, ?> found)) {
            throw wrong(field, "it must be an object, not " + Json.write(map.get(field)));
        }
        Map<String, Object> named = new LinkedHashMap<>();
        found.forEach((key, value) -> Json.putNullable(named, String.valueOf(key), value));
        return named;
    }

    private static Map<ResourceId, Double> requirements(Map<String, Object> written) {
        Map<ResourceId, Double> amounts = new LinkedHashMap<>();
        written.forEach(
                (id, amount) -> amounts.put(new ResourceId(id), number(amount, "resource_requirements of " + id)));
        return amounts;
    }
}
