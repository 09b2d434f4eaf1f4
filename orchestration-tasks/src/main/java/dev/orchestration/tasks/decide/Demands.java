package dev.orchestration.tasks.decide;

import dev.orchestration.state.ResourceId;
import dev.orchestration.tasks.ResourceRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What each node of a plan takes while it runs, a worker slot and resources, against what there is of them. A request for
 * more than there is counts as one for all of it, so that whoever gives out comes to an end. Not thread-safe.
 */
final class Demands {
    /** Amounts are decimal fractions as people write them; sums of those are compared with this tolerance. */
    private static final double TOLERANCE = 1e-9;

    private final int slots;
    private final double[] capacity;
    private final int[] starts;
    private final int[] resource;
    private final double[] amount;

    private final double[] free;
    private int freeSlots;

    /**
     * Reads the requests of a plan.
     *
     * @param slots how many nodes may run at once, at least 1
     * @param capacities how much there is of a resource, infinite where that is not known
     */
    Demands(ExecutionPlan plan, int slots, ToDoubleFunction<ResourceId> capacities) {
        this.slots = slots;
        this.starts = new int[plan.size() + 1];
        Map<ResourceId, Integer> index = new LinkedHashMap<>();
        List<Map<Integer, Double>> requests = new ArrayList<>(plan.size());
        for (int node = 0; node < plan.size(); node++) {
            Map<Integer, Double> needs = needs(plan.spec(node).resources(), index);
            requests.add(needs);
            starts[node + 1] = starts[node] + needs.size();
        }
        this.capacity = index.keySet().stream().mapToDouble(capacities).toArray();
        this.resource = new int[starts[plan.size()]];
        this.amount = new double[resource.length];
        int at = 0;
        for (Map<Integer, Double> needs : requests) {
            for (Map.Entry<Integer, Double> need : needs.entrySet()) {
                resource[at] = need.getKey();
                amount[at++] = Math.min(need.getValue(), capacity[need.getKey()]);
            }
        }
        this.free = new double[capacity.length];
        freeAll();
    }

    private static Map<Integer, Double> needs(List<ResourceRequest> requests, Map<ResourceId, Integer> index) {
        if (requests.isEmpty()) {
            return Map.of();
        }
        Map<Integer, Double> needs = new LinkedHashMap<>();
        for (ResourceRequest request : requests) {
            Integer known = index.putIfAbsent(request.resource(), index.size());
            needs.merge(known == null ? index.size() - 1 : known, request.amount(), Double::sum);
        }
        return needs;
    }

    boolean hasFreeSlot() {
        return freeSlots > 0;
    }

    /** Takes a slot, of which one must be free, and all that the node asks for, or nothing; says whether it did. */
    boolean take(int node) {
        for (int i = starts[node]; i < starts[node + 1]; i++) {
            if (amount[i] > free[resource[i]] + TOLERANCE) {
                return false;
            }
        }
        for (int i = starts[node]; i < starts[node + 1]; i++) {
            free[resource[i]] -= amount[i];
        }
        freeSlots--;
        return true;
    }

    /** Gives back what {@link #take} took. */
    void giveBack(int node) {
        freeSlots++;
        if (freeSlots == slots) {
            freeAll();
            return;
        }
        for (int i = starts[node]; i < starts[node + 1]; i++) {
            free[resource[i]] += amount[i];
        }
    }

    /** With nothing taken there are no errors of rounding either. */
    private void freeAll() {
        freeSlots = slots;
        System.arraycopy(capacity, 0, free, 0, free.length);
    }

    /** Whether any node asks for a resource. */
    boolean namesResources() {
        return capacity.length > 0;
    }
}
