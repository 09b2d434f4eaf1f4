package dev.orchestration.core.event;

import dev.orchestration.resources.ResourceStatus;
import dev.orchestration.state.ResourceId;
import org.jspecify.annotations.Nullable;

/**
 * Something happened to a resource. What concerns several at once, as an allocation of all or nothing, is one event for each.
 *
 * @param allocation the allocation's id, null where there is none
 * @param requester who has it, waits for it or had it; null where nobody does
 * @param amount how much of it, 0 where none is meant
 * @param status what the resource was set to; null where nobody set it
 */
public record ResourceEvent(
        long at,
        String change,
        ResourceId resource,
        @Nullable String allocation,
        @Nullable String requester,
        double amount,
        @Nullable ResourceStatus status)
        implements OrchestrationEvent {
    public ResourceEvent {
        EventFamily.RESOURCE.type(change);
    }

    @Override
    public EventFamily family() {
        return EventFamily.RESOURCE;
    }
}
