package dev.orchestration.resources;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Nearest;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import dev.orchestration.state.ResourceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says why a request cannot be met, never or not now, and what to do. Not thread-safe: looks at the {@link Ledger}'s pools. */
final class Refusals {
    private final Pools pools;

    Refusals(Pools pools) {
        this.pools = pools;
    }

    /** {@code UNKNOWN_RESOURCE} or {@code BAD_PARAMETERS}, with all that {@link #whyNever} tells. */
    static OrchestrationException never(Pools pools, ResourceVector vector) {
        boolean unknown = false;
        for (int part = 0; part < vector.countNamed(); part++) {
            unknown |= pools.find(vector.id(part)) == null;
        }
        String why = String.join("; ", new Refusals(pools).whyNever(vector));
        return unknown ? new UnknownResourceException(why) : new OrchestrationException(ErrorCode.BAD_PARAMETERS, why);
    }

    static OrchestrationException unknown(Collection<Pool> known, ResourceId id) {
        return new UnknownResourceException(unknownText(known, id));
    }

    private static String unknownText(Collection<Pool> known, ResourceId id) {
        return "no resource " + Quoted.of(id.value()) + " is registered"
                + Nearest.suggestionOrKnown(
                        id.value(),
                        known.stream().map(pool -> pool.id().value()).toList());
    }

    /** Why {@code vector} can never be had, whatever is given back; empty if it can. */
    List<String> whyNever(ResourceVector vector) {
        List<String> faults = new ArrayList<>();
        for (int part = 0; part < vector.size(); part++) {
            String fault = part < vector.countNamed() ? whyNeverNamed(vector, part) : whyNeverTyped(vector, part);
            if (fault != null) {
                faults.add(fault);
            }
        }
        return faults;
    }

    private @Nullable String whyNeverNamed(ResourceVector vector, int part) {
        Pool pool = pools.find(vector.id(part));
        if (pool == null) {
            return unknownText(pools.all(), vector.id(part));
        }
        long amount = vector.amount(part);
        return pool.couldFit(amount) ? null : Amounts.text(amount) + " requested of " + terms(pool);
    }

    private @Nullable String whyNeverTyped(ResourceVector vector, int part) {
        List<Pool> candidates = pools.ofType(vector.type(part));
        String type = vector.type(part).wire();
        if (candidates.isEmpty()) {
            return "no resource of type " + type + " is registered; register one";
        }
        for (Pool pool : candidates) {
            if (pool.couldFit(Pools.amountOf(vector, part, pool))) {
                return null;
            }
        }
        return Amounts.text(vector.amount(part)) + " requested of any one resource of type " + type
                + ", but there is only "
                + String.join("; ", candidates.stream().map(Refusals::terms).toList());
    }

    /** What may be asked of a pool, and what to do for more. */
    private static String terms(Pool pool) {
        String least = pool.smallest() > 1 ? "at least " + Amounts.text(pool.smallest()) + " and " : "";
        String remedy = pool.isRate() ? "capacity or burst_limit" : "capacity";
        return "resource " + Quoted.of(pool.id().value()) + ", which gives " + least + "at most "
                + Amounts.text(pool.largest()) + " at a time; ask for as much, or register it with other limits or "
                + remedy;
    }

    /**
     * What is short of {@code vector} now: of its parts the first that is, and the first of all if a rate has refilled since
     * that was seen.
     */
    Shortage shortage(ResourceVector vector) {
        int first = 0;
        for (int part = vector.size() - 1; part >= 0; part--) {
            first = margin(vector, part, nearest(vector, part)) < 0 ? part : first;
        }
        Pool pool = nearest(vector, first);
        return shortage(pool, Pools.amountOf(vector, first, pool));
    }

    /** The pool that a part names or, of those that a type names, the one that lacks least. */
    private Pool nearest(ResourceVector vector, int part) {
        if (part < vector.countNamed()) {
            return pools.require(vector.id(part));
        }
        return pools.ofType(vector.type(part)).stream()
                .filter(pool -> pool.couldFit(Pools.amountOf(vector, part, pool)))
                .max(Comparator.comparingLong(pool -> margin(vector, part, pool)))
                .orElseThrow();
    }

    private static long margin(ResourceVector vector, int part, Pool pool) {
        return pool.free() - Pools.amountOf(vector, part, pool);
    }

    private static Shortage shortage(Pool pool, long requested) {
        String why = "";
        if (pool.service() != ResourceStatus.AVAILABLE) {
            why = ", because it is " + pool.service().wire() + "; set it available, or wait until somebody does";
        } else if (pool.claimed() > 0) {
            why = ", because " + Amounts.text(pool.claimed()) + " of it are kept for those who wait; wait as they do";
        } else if (pool.isRate()) {
            why = "; it refills, so wait a while";
        } else {
            why = "; give some back, or wait until others do";
        }
        return new Shortage(pool.id(), requested, pool.free(), why);
    }
}
