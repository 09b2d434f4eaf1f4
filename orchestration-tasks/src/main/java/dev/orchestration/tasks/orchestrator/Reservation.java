package dev.orchestration.tasks.orchestrator;

import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.ResourceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The start that is kept free for the first who does not fit, as in EASY backfilling (Lifka, The ANL/IBM SP scheduling
 * system, 1995): the earliest time at which, by the estimated ends of what runs, a slot and all it needs are free. Another
 * may pass it only if it ends before that, or takes nothing then that is not left over beside it. Confined to the loop.
 */
final class Reservation {
    /** Stands for a time that nobody can estimate. */
    static final long FAR = Long.MAX_VALUE;

    /** Amounts are decimal fractions as people write them; sums of those are compared with this tolerance. */
    private static final double TOLERANCE = 1e-9;

    private final ResourceManager resources;
    private final Map<ResourceId, Double> left = new LinkedHashMap<>();
    private boolean made;
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
    }

    /**
     * Reserves what is needed.
     *
     * @param running what holds slots and resources, in the order of its starts
     * @param freeSlots negative where more is handed out than there are slots
     */
    void make(Map<ResourceId, Double> needs, List<Attempt> running, int freeSlots, long now) {
        made = true;
        start = now;
        slotsLeft = freeSlots - 1;
        needs.forEach((id, amount) -> left.put(id, resources.usage(id).available() - amount));
        List<Attempt> byEnd = new ArrayList<>(running);
        byEnd.sort(Comparator.comparingLong(attempt -> attempt.expectedEnd(now)));
        for (Attempt next : byEnd) {
            long end = next.expectedEnd(now);
            if (end > start && isEnough()) {
                return;
            }
            start = end;
            slotsLeft++;
            next.amounts().forEach((id, amount) -> left.computeIfPresent(id, (same, rest) -> rest + amount));
        }
        if (!isEnough()) {
            start = FAR;
        }
    }

    private boolean isEnough() {
        return slotsLeft >= 0 && left.values().stream().allMatch(rest -> rest >= -TOLERANCE);
    }

    /** When what is reserved starts, by estimate; {@link #FAR} if nobody can say. Microseconds since 1970. */
    long start() {
        return start;
    }

    /**
     * Whether somebody else may start now.
     *
     * @param end when that ends by estimate, {@link #FAR} where nobody can say
     */
    boolean allows(Map<ResourceId, Double> needs, long end) {
        if (!made || end <= start) {
            return true;
        }
        if (slotsLeft < 1) {
            return false;
        }
        for (Map.Entry<ResourceId, Double> need : needs.entrySet()) {
            Double rest = left.get(need.getKey());
            if (rest != null && need.getValue() > rest + TOLERANCE) {
                return false;
            }
        }
        return true;
    }

    /** Somebody else starts now, until {@code end} by estimate. */
    void passed(Map<ResourceId, Double> needs, long end) {
        if (made && end > start) {
            slotsLeft--;
            needs.forEach((id, amount) -> left.computeIfPresent(id, (same, rest) -> rest - amount));
        }
    }
}
