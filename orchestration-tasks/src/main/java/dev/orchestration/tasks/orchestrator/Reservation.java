package dev.orchestration.tasks.orchestrator;

import dev.orchestration.resources.ResourceManager;
import dev.orchestration.resources.ResourceVector;
import dev.orchestration.state.ResourceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The start that is kept free for the first who does not fit, as in EASY backfilling (Lifka, The ANL/IBM SP scheduling
 * system, 1995): the earliest time at which, by the estimated ends of what runs, a slot and all it needs are free. Another
 * may pass it only if it ends before that, or takes nothing then that is not left over beside it. Of a rate that the first
 * one needs nobody else may take, because no end brings it back. Confined to the loop.
 */
final class Reservation {
    /** Stands for a time that nobody can estimate. */
    static final long FAR = Long.MAX_VALUE;

    /** Amounts are decimal fractions as people write them; sums of those are compared with this tolerance. */
    private static final double TOLERANCE = 1e-9;

    private final ResourceManager resources;
    /** By resource, what is left over at the start beside what is reserved. */
    private final Map<ResourceId, Double> left = new LinkedHashMap<>();

    private final Set<ResourceId> rates = new HashSet<>();
    private boolean made;
    /** When what is reserved starts, by estimate; {@link #FAR} if nobody can say. Microseconds since 1970. */
    private long start;

    private int slotsLeft;

    Reservation(ResourceManager resources) {
        this.resources = resources;
    }

    boolean isMade() {
        return made;
    }

    void clear() {
        made = false;
        left.clear();
        rates.clear();
    }

    /**
     * Reserves what is needed.
     *
     * @param holders what holds slots and resources, or resources alone
     * @param freeSlots negative where more is handed out than there are slots
     */
    void make(Needs needs, List<Attempt> holders, int freeSlots, StepClock clock) {
        made = true;
        slotsLeft = freeSlots - 1;
        needs.amounts().forEach(this::want);
        start = whenRefilled(needs, clock);
        long now = clock.micros();
        List<Attempt> byEnd = new ArrayList<>(holders);
        byEnd.sort(Comparator.comparingLong(attempt -> attempt.expectedEnd(now)));
        for (Attempt next : byEnd) {
            long end = next.expectedEnd(now);
            if (end > start && isEnough()) {
                return;
            }
            start = Math.max(start, end);
            slotsLeft += next.place < 0 ? 0 : 1;
            next.amounts().forEach((id, amount) -> left.computeIfPresent(id, (same, rest) -> rest + amount));
        }
        if (!isEnough()) {
            start = FAR;
        }
    }

    private void want(ResourceId id, double amount) {
        if (Needs.isRate(resources, id)) {
            rates.add(id);
        } else {
            left.put(id, resources.usage(id).available() - amount);
        }
    }

    private long whenRefilled(Needs needs, StepClock clock) {
        if (rates.isEmpty()) {
            return clock.micros();
        }
        ResourceVector ofRates = ResourceVector.nothing();
        for (Map.Entry<ResourceId, Double> need : needs.amounts().entrySet()) {
            ofRates = rates.contains(need.getKey()) ? ofRates.plus(need.getKey(), need.getValue()) : ofRates;
        }
        OptionalLong at = resources.nextRefill(ofRates);
        return at.isEmpty() ? FAR : clock.micros() + Math.max(0, at.getAsLong() - clock.nanos()) / 1_000;
    }

    private boolean isEnough() {
        return slotsLeft >= 0 && left.values().stream().allMatch(rest -> rest >= -TOLERANCE);
    }

    /**
     * Whether somebody else may start now.
     *
     * @param end when that ends by estimate, {@link #FAR} where nobody can say
     */
    boolean allows(Needs needs, long end) {
        return !made || (sparesRates(needs) && (end <= start || (slotsLeft > 0 && fitsBeside(needs))));
    }

    private boolean sparesRates(Needs needs) {
        return rates.isEmpty() || needs.amounts().keySet().stream().noneMatch(rates::contains);
    }

    private boolean fitsBeside(Needs needs) {
        return needs.amounts().entrySet().stream().allMatch(need -> {
            Double rest = left.get(need.getKey());
            return rest == null || need.getValue() <= rest + TOLERANCE;
        });
    }

    /** Somebody else starts now, until {@code end} by estimate. */
    void passed(Needs needs, long end) {
        if (made && end > start) {
            slotsLeft--;
            needs.amounts().forEach((id, amount) -> left.computeIfPresent(id, (same, rest) -> rest - amount));
        }
    }
}
