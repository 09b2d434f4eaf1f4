package dev.orchestration.workflow;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Failure;
import dev.orchestration.state.Json;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.Times;
import dev.orchestration.state.Wire;
import dev.orchestration.tasks.why.Change;
import dev.orchestration.tasks.why.Obstacle;
import dev.orchestration.tasks.why.Why;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of a {@link Why}: each obstacle and each act is an object whose {@code kind} is its name in snake case, with
 * its fields under their names in snake case; times are ISO-8601 in UTC.
 */
public final class WhyJson {
    private static final Set<String> TIMES = Set.of("since", "at", "until", "time");

    private WhyJson() {}

    /** What was worked out from records, and so says how far that can be trusted. */
    public static Map<String, Object> of(RecordedWhy recorded) {
        Map<String, Object> map = of(recorded.why());
        map.put("worked_out_from", "records");
        map.put("workers", (long) recorded.workers());
        map.put("workers_assumed", recorded.assumed());
        map.put(
                "resources_assumed",
                recorded.scarce().stream().map(ResourceId::value).toList());
        return map;
    }

    /** What the scheduler itself has told. */
    public static Map<String, Object> of(Why why) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("execution_id", why.place().execution().value());
        map.put("step", why.place().step());
        map.put("status", why.status().wire());
        Json.putNullable(map, "since", Times.iso(why.since()));
        map.put("obstacles", why.obstacles().stream().map(WhyJson::object).toList());
        map.put(
                "changes",
                why.changes().stream()
                        .map(change -> Map.of(
                                "acts",
                                change.acts().stream().map(WhyJson::object).toList()))
                        .toList());
        Json.putNullable(map, "as_of", Times.iso(why.asOf()));
        map.put("worked_out_from", "scheduler");
        return map;
    }

    private static Map<String, Object> object(Obstacle obstacle) {
        return named((Record) obstacle);
    }

    private static Map<String, Object> object(Change.Act act) {
        return named((Record) act);
    }

    private static Map<String, Object> named(Record values) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("kind", snake(values.getClass().getSimpleName()));
        fields(values, map);
        return map;
    }

    private static void fields(Record values, Map<String, Object> map) {
        for (RecordComponent each : values.getClass().getRecordComponents()) {
            try {
                Object value = each.getAccessor().invoke(values);
                boolean time = value instanceof Long && TIMES.contains(each.getName());
                Json.putNullable(map, snake(each.getName()), time ? Times.iso((Long) value) : json(value));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("every record gives its own values", e);
            }
        }
    }

    private static @Nullable Object json(@Nullable Object value) {
        if (value instanceof ExecutionId || value instanceof ResourceId || value instanceof SessionId) {
            return value.toString();
        }
        if (value instanceof Enum<?> constant) {
            return Wire.name(constant);
        }
        if (value instanceof Integer number) {
            return (long) number;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(WhyJson::json).toList();
        }
        if (value instanceof Failure failure) {
            return failure.toMap();
        }
        if (value instanceof Record nested) {
            Map<String, Object> map = new LinkedHashMap<>();
            fields(nested, map);
            return map;
        }
        return value;
    }

    private static String snake(String name) {
        return name.replaceAll("(?<=.)(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
