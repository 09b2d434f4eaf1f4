package dev.orchestration.resources;

import dev.orchestration.state.ResourceId;
import java.util.Map;

/**
 * Amounts of one or more resources that somebody holds.
 *
 * @param allocationId unique within one manager
 * @param requester who holds them
 */
public record ResourceAllocation(String allocationId, String requester, Map<ResourceId, Double> amounts) {
    public ResourceAllocation {
        amounts = Map.copyOf(amounts);
    }
}
