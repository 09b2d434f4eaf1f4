package dev.orchestration.tasks.orchestrator;

import dev.orchestration.resources.ResourceManager;
import dev.orchestration.resources.ResourceVector;
import dev.orchestration.state.ResourceId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

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
    /** What the first one needs, and what is left over of each of these at its start beside that. */
    private Needs wanted = Needs.NOTHING;

    /** What the session of the first one has taken ahead, which others of that session use up, too; null for nothing. */
    private @Nullable SessionReserve reserve;

    private double[] left = new double[0];
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

    /** Whether it is for somebody of the session that has taken this ahead; {@code own} is null for nothing. */
    boolean isFor(@Nullable SessionReserve own) {
        return own != null && made && own == reserve;
    }

    void clear() {
        made = false;
        reserve = null;
        wanted = Needs.NOTHING;
    }

    /**
     * Reserves what is needed.
     *
     * @param own what the session of whoever needs it has taken ahead, null for nothing
     * @param holders what holds slots and resources, or resources alone
     * @param freeSlots negative where more is handed out than there are slots
     */
    void make(Needs needs, @Nullable SessionReserve own, List<Attempt> holders, int freeSlots, StepClock clock) {
        made = true;
        reserve = own;
        slotsLeft = freeSlots - 1;
        want(needs);
        start = whenRefilled(clock);
        long now = clock.micros();
        Attempt[] byEnd = holders.toArray(new Attempt[0]);
        Arrays.sort(byEnd, Comparator.comparingLong(attempt -> attempt.expectedEnd(now)));
        for (Attempt next : byEnd) {
            long end = next.expectedEnd(now);
            if (end > start && isEnough()) {
                return;
            }
            start = Math.max(start, end);
            slotsLeft += next.place < 0 ? 0 : 1;
            giveBack(next);
        }
        if (!isEnough()) {
            start = FAR;
        }
    }

    private void want(Needs needs) {
        wanted = needs;
        left = new double[needs.size()];
        for (int i = 0; i < left.length; i++) {
            left[i] = needs.isRate(i) ? 0 : available(needs.id(i)) - needs.amount(i);
        }
    }

    private double available(ResourceId id) {
        return resources.usage(id).available() + (reserve == null ? 0 : reserve.left(id));
    }

    private long whenRefilled(StepClock clock) {
        if (!wanted.hasRates()) {
            return clock.micros();
        }
        ResourceVector ofRates = ResourceVector.nothing();
        for (int i = 0; i < left.length; i++) {
            ofRates = wanted.isRate(i) ? ofRates.plus(wanted.id(i), wanted.amount(i)) : ofRates;
        }
        OptionalLong at = resources.nextRefill(ofRates);
        return at.isEmpty() ? FAR : clock.micros() + Math.max(0, at.getAsLong() - clock.nanos()) / 1_000;
    }

    private void giveBack(Attempt holder) {
        Holding holding = holder.resources();
        Map<ResourceId, Double> held = holding == null ? Map.of() : holding.amountsFor(reserve);
        for (int i = 0; i < left.length; i++) {
            if (!wanted.isRate(i)) {
                left[i] += held.getOrDefault(wanted.id(i), 0.0);
            }
        }
    }

    private boolean isEnough() {
        boolean enough = slotsLeft >= 0;
        for (int i = 0; i < left.length && enough; i++) {
            enough = left[i] >= -TOLERANCE;
        }
        return enough;
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
        if (!wanted.hasRates()) {
            return true;
        }
        boolean spared = true;
        for (int i = 0; i < left.length && spared; i++) {
            spared = !wanted.isRate(i) || needs.of(wanted.id(i)) == 0;
        }
        return spared;
    }

    private boolean fitsBeside(Needs needs) {
        boolean fits = true;
        for (int i = 0; i < left.length && fits; i++) {
            double amount = wanted.isRate(i) ? 0 : needs.of(wanted.id(i));
            fits = amount == 0 || amount <= left[i] + TOLERANCE;
        }
        return fits;
    }

    /** Somebody else starts now, until {@code end} by estimate. */
    void passed(Needs needs, long end) {
        if (made && end > start) {
            slotsLeft--;
            for (int i = 0; i < left.length; i++) {
                left[i] -= wanted.isRate(i) ? 0 : needs.of(wanted.id(i));
            }
        }
    }
}
