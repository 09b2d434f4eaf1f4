package dev.orchestration.core.status;

import java.util.LinkedHashMap;
import java.util.Map;

/** The JSON form of a {@link HealthStatus}. Fields may be added; none is renamed or removed. */
public final class HealthJson {
    private HealthJson() {}

    public static Map<String, Object> of(HealthStatus health) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("status", health.overall().wire());
        map.put("uptime_ms", health.uptime().toMillis());
        Map<String, Object> errors = new LinkedHashMap<>();
        health.errors().forEach((kind, count) -> errors.put(kind.wire(), count));
        map.put("errors", errors);
        Map<String, Object> components = new LinkedHashMap<>();
        health.components().forEach((name, component) -> components.put(name, component(component)));
        map.put("components", components);
        return map;
    }

    private static Map<String, Object> component(ComponentHealth component) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("status", component.status().wire());
        map.put("details", component.details());
        map.put("issues", component.issues());
        return map;
    }
}
