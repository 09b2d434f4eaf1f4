package dev.orchestration.core.status;

import dev.orchestration.state.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one part of an engine is. Immutable; each {@code with…} gives another one.
 *
 * @param details figures, as JSON values
 * @param issues what is wrong, each with what to do about it; empty unless it is degraded or unhealthy
 */
public record ComponentHealth(Health status, Map<String, Object> details, List<String> issues) {
    public ComponentHealth {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
        issues = List.copyOf(issues);
    }

    /** One of which nothing is wrong. */
    public static ComponentHealth healthy() {
        return new ComponentHealth(Health.HEALTHY, Map.of(), List.of());
    }

    /** One that is not built. */
    public static ComponentHealth idle() {
        return new ComponentHealth(Health.IDLE, Map.of(), List.of());
    }

    /** The same with one more figure. */
    public ComponentHealth with(String key, @Nullable Object value) {
        Map<String, Object> more = new LinkedHashMap<>(details);
        Json.putNullable(more, key, value);
        return new ComponentHealth(status, more, issues);
    }

    /** The same with something that is wrong; the status becomes {@code how} if that is worse. */
    public ComponentHealth withIssue(Health how, String issue) {
        List<String> more = new ArrayList<>(issues);
        more.add(issue);
        return new ComponentHealth(status.and(how), details, more);
    }
}
