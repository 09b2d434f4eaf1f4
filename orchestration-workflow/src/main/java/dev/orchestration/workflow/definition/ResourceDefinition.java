package dev.orchestration.workflow.definition;

import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceLimits;
import dev.orchestration.resources.ResourceStatus;
import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.Wire;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A resource that a workflow registers if it is absent.
 *
 * @param type the wire name of a resource type
 * @param period of a rate, in how long its capacity comes back; null for what is held and given back
 * @param limits of what each allocation may take
 * @param status in which it is registered: one that can be set
 */
public record ResourceDefinition(
        ResourceId id,
        String type,
        double capacity,
        @Nullable Duration period,
        String name,
        String description,
        ResourceLimits limits,
        ResourceStatus status,
        Map<String, Object> metadata) {
    /** One in service, without limits, that is held and given back. */
    public ResourceDefinition(ResourceId id, String type, double capacity) {
        this(id, type, capacity, null, id.value(), "", ResourceLimits.none(), ResourceStatus.AVAILABLE, Map.of());
    }

    /** @throws dev.orchestration.state.OrchestrationException ({@code BAD_PARAMETERS}) if there can be no such resource */
    public Resource resource() {
        return new Resource(
                id,
                name,
                Wire.parse(ResourceType.class, type),
                capacity,
                period,
                limits,
                status,
                description,
                metadata);
    }
}
