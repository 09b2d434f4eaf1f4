package dev.orchestration.core.status;

import dev.orchestration.state.ErrorKind;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How an engine is at one moment. Immutable.
 *
 * @param overall healthy, degraded or unhealthy: as the worst of the components is
 * @param uptime since the engine was built
 * @param errors attempts that ended with an error since the engine began to work, by kind; every kind is there
 * @param components by name, always in the same order
 */
public record HealthStatus(
        Health overall, Duration uptime, Map<ErrorKind, Long> errors, Map<String, ComponentHealth> components) {
    public HealthStatus {
        Map<ErrorKind, Long> all = new EnumMap<>(ErrorKind.class);
        for (ErrorKind kind : ErrorKind.values()) {
            all.put(kind, errors.getOrDefault(kind, 0L));
        }
        errors = Collections.unmodifiableMap(all);
        components = Collections.unmodifiableMap(new LinkedHashMap<>(components));
    }

    /** That of the components, with the worst of them as the whole. */
    public static HealthStatus of(
            Duration uptime, Map<ErrorKind, Long> errors, Map<String, ComponentHealth> components) {
        Health worst = components.values().stream().map(ComponentHealth::status).reduce(Health.HEALTHY, Health::and);
        return new HealthStatus(worst == Health.IDLE ? Health.HEALTHY : worst, uptime, errors, components);
    }
}
