package dev.orchestration.core.status;

import dev.orchestration.resources.ResourceUsage;
import dev.orchestration.state.Json;
import dev.orchestration.state.Wire;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON form of a {@link SystemStatus}. Fields may be added; none is renamed or removed. */
public final class StatusJson {
    private StatusJson() {}

    public static Map<String, Object> of(SystemStatus status) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("sessions", counts(status.sessions()));
        map.put("workflows", workflows(status.workflows()));
        map.put("tasks", byName(status.tasks()));
        map.put("queue", byName(status.queue()));
        map.put("workers", workers(status.workers()));
        map.put(
                "resources",
                status.resources().stream().map(StatusJson::resource).toList());
        map.put("projects", counts(status.projects()));
        map.put("schedules", (long) status.schedules());
        Json.putNullable(map, "store", store(status.store()));
        map.put("jvm", jvm(status.jvm()));
        return map;
    }

    private static Map<String, Object> counts(Map<String, Integer> counts) {
        Map<String, Object> map = new LinkedHashMap<>();
        counts.forEach((name, count) -> map.put(name, count.longValue()));
        return map;
    }

    private static Map<String, Object> byName(Map<? extends Enum<?>, ? extends Number> counts) {
        Map<String, Object> map = new LinkedHashMap<>();
        counts.forEach((key, count) -> map.put(Wire.name(key), count.longValue()));
        return map;
    }

    private static Map<String, Object> workflows(SystemStatus.Workflows workflows) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("registered", (long) workflows.registered());
        map.put("total", workflows.total());
        map.put("running", (long) workflows.running());
        map.put("by_status", byName(workflows.byStatus()));
        return map;
    }

    private static Map<String, Object> workers(SystemStatus.Workers workers) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("busy", (long) workers.busy());
        map.put("total", (long) workers.total());
        map.put("abandoned", (long) workers.abandoned());
        return map;
    }

    private static Map<String, Object> resource(SystemStatus.ResourceState resource) {
        ResourceUsage usage = resource.usage();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", usage.resource().value());
        map.put("type", Wire.name(resource.type()));
        map.put("status", resource.status().wire());
        map.put("capacity", usage.capacity());
        map.put("current", usage.current());
        map.put("peak", usage.peak());
        map.put("available", usage.available());
        map.put("allocations", (long) usage.allocations());
        map.put("utilisation", usage.utilisation());
        return map;
    }

    private static @Nullable Map<String, Object> store(SystemStatus.@Nullable StoreState store) {
        if (store == null) {
            return null;
        }
        Duration lag = store.lag();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", store.name());
        Json.putNullable(map, "bytes", store.bytes());
        Json.putNullable(map, "lag_ms", lag == null ? null : lag.toNanos() / 1e6);
        return map;
    }

    private static Map<String, Object> jvm(SystemStatus.Jvm jvm) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("version", jvm.version());
        map.put("heap_used_bytes", jvm.used());
        map.put("heap_max_bytes", jvm.max());
        map.put("threads", (long) jvm.threads());
        map.put("uptime_ms", jvm.uptime().toMillis());
        return map;
    }
}
