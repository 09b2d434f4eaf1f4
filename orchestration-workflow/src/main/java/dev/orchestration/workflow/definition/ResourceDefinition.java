package dev.orchestration.workflow.definition;

import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.Wire;

/** A resource that a workflow registers if it is absent; {@code type} is the wire name of a resource type. */
public record ResourceDefinition(ResourceId id, String type, double capacity) {
    /** @throws dev.orchestration.state.OrchestrationException ({@code BAD_PARAMETERS}) if there can be no such capacity */
    public Resource resource() {
        return new Resource(id, Wire.parse(ResourceType.class, type), capacity);
    }
}
