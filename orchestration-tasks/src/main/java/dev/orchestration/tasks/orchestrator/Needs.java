package dev.orchestration.tasks.orchestrator;

import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.resources.ResourceVector;
import dev.orchestration.state.ResourceId;
import java.util.Map;

/**
 * What an attempt takes of resources. Immutable.
 *
 * @param amounts by resource
 * @param vector the same, as it is asked for
 * @param hasRates whether some of it comes back with time, and not with the end of whoever took it
 */
record Needs(Map<ResourceId, Double> amounts, ResourceVector vector, boolean hasRates) {
    static final Needs NOTHING = new Needs(Map.of(), ResourceVector.nothing(), false);

    /** @throws dev.orchestration.state.OrchestrationException ({@code BAD_PARAMETERS}) if an amount is none */
    static Needs of(Map<ResourceId, Double> amounts, ResourceManager resources) {
        if (amounts.isEmpty()) {
            return NOTHING;
        }
        boolean hasRates = amounts.keySet().stream().anyMatch(id -> isRate(resources, id));
        return new Needs(amounts, ResourceVector.of(amounts), hasRates);
    }

    static boolean isRate(ResourceManager resources, ResourceId id) {
        return resources.find(id).map(Resource::isRate).orElse(false);
    }

    boolean isNothing() {
        return amounts.isEmpty();
    }
}
