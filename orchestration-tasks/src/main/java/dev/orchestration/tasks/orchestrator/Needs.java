package dev.orchestration.tasks.orchestrator;

import dev.orchestration.resources.AllocationRequest;
import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.resources.ResourceVector;
import dev.orchestration.state.ResourceId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an attempt takes of resources. Never changes, but remembers what was asked for last, so it is confined to the loop. */
final class Needs {
    static final Needs NOTHING = new Needs(Map.of(), ResourceVector.nothing(), new boolean[0]);

    private final List<ResourceId> ids;
    private final double[] amounts;
    private final boolean[] rates;
    private final ResourceVector vector;
    private final boolean hasRates;
    /** The nodes of one execution ask for the same in the same name. */
    private @Nullable AllocationRequest last;

    private Needs(Map<ResourceId, Double> amounts, ResourceVector vector, boolean[] rates) {
        this.ids = List.copyOf(amounts.keySet());
        this.amounts = ids.stream().mapToDouble(amounts::get).toArray();
        this.vector = vector;
        this.rates = rates;
        boolean any = false;
        for (boolean rate : rates) {
            any |= rate;
        }
        this.hasRates = any;
    }

    /** @throws dev.orchestration.state.OrchestrationException ({@code BAD_PARAMETERS}) if an amount is none */
    static Needs of(Map<ResourceId, Double> amounts, ResourceManager resources) {
        if (amounts.isEmpty()) {
            return NOTHING;
        }
        boolean[] rates = new boolean[amounts.size()];
        int i = 0;
        for (ResourceId id : List.copyOf(amounts.keySet())) {
            rates[i++] = resources.find(id).map(Resource::isRate).orElse(false);
        }
        return new Needs(amounts, ResourceVector.of(amounts), rates);
    }

    int size() {
        return amounts.length;
    }

    ResourceId id(int i) {
        return ids.get(i);
    }

    double amount(int i) {
        return amounts[i];
    }

    /** Whether the resource comes back with time, and not with the end of whoever took it. */
    boolean isRate(int i) {
        return rates[i];
    }

    /** How much of that resource, 0 for nothing of it. */
    double of(ResourceId id) {
        for (int i = 0; i < amounts.length; i++) {
            if (ids.get(i).equals(id)) {
                return amounts[i];
            }
        }
        return 0;
    }

    /** The same, as it is asked for. */
    ResourceVector vector() {
        return vector;
    }

    /** The same, asked for by somebody; never of what is nothing, which all loops share. */
    AllocationRequest request(String requester) {
        AllocationRequest before = last;
        if (before != null && before.requester().equals(requester)) {
            return before;
        }
        AllocationRequest made = AllocationRequest.of(vector, requester);
        last = made;
        return made;
    }

    /** Whether some of it is of rates. */
    boolean hasRates() {
        return hasRates;
    }

    boolean isNothing() {
        return amounts.length == 0;
    }
}
