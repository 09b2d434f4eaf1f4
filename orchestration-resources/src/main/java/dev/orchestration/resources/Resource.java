package dev.orchestration.resources;

import dev.orchestration.state.ResourceId;

/** Something of which there is a limited amount. */
public record Resource(ResourceId id, ResourceType type, double capacity) {
    public Resource {
        if (!(capacity > 0) || Double.isInfinite(capacity)) {
            throw new IllegalArgumentException(
                    "the capacity of " + id + " must be positive and finite, not " + capacity);
        }
    }
}
