package dev.orchestration.workflow.definition;

import dev.orchestration.state.ResourceId;

/** A resource that a workflow registers if it is absent; {@code type} is the wire name of a resource type. */
public record ResourceDefinition(ResourceId id, String type, double capacity) {}
