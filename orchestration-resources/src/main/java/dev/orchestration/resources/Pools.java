package dev.orchestration.resources;

import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.ResourceId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pools of all resources, and how a request finds those it takes from. Not thread-safe: part of the {@link Ledger}. */
final class Pools {
    private final Map<ResourceId, Pool> byId = new LinkedHashMap<>();
    private final Map<ResourceType, List<Pool>> byType = new EnumMap<>(ResourceType.class);

    /** Which pools the parts of the last vector that fitted would take from. */
    private Pool[] found = new Pool[4];

    /** What {@link #found} gave last; whoever holds it writes nothing into it. */
    private Pool[] given = {};

    boolean add(Resource resource, Ticks ticks) {
        if (byId.containsKey(resource.id())) {
            return false;
        }
        Pool pool = new Pool(resource, ticks);
        byId.put(resource.id(), pool);
        byType.computeIfAbsent(resource.type(), type -> new ArrayList<>()).add(pool);
        return true;
    }

    /** In the order of registration. */
    Collection<Pool> all() {
        return byId.values();
    }

    /** In the order of registration. */
    List<Pool> ofType(ResourceType type) {
        return byType.getOrDefault(type, List.of());
    }

    @Nullable
    Pool find(ResourceId id) {
        return byId.get(id);
    }

    /** @throws OrchestrationException ({@code UNKNOWN_RESOURCE}) if nobody registered it */
    Pool require(ResourceId id) {
        Pool pool = byId.get(id);
        if (pool == null) {
            throw Refusals.unknown(all(), id);
        }
        return pool;
    }

    /**
     * In how many nanoseconds all of {@code vector} fits if nobody comes or goes: 0 if it does now, {@link Ticks#NEVER} if
     * time alone does not help. After a 0, {@link #found} tells where.
     *
     * @throws OrchestrationException if it can never fit, whatever is given back
     */
    long delay(ResourceVector vector) {
        int parts = vector.size();
        if (parts > found.length) {
            found = new Pool[parts];
        }
        long delay = 0;
        for (int part = 0; part < parts; part++) {
            long own = part < vector.countNamed() ? named(vector, part) : typed(vector, part);
            delay = Math.max(delay, own);
        }
        return delay;
    }

    private long named(ResourceVector vector, int part) {
        Pool pool = byId.get(vector.id(part));
        long amount = vector.amount(part);
        if (pool == null || !pool.couldFit(amount)) {
            throw Refusals.never(this, vector);
        }
        found[part] = pool;
        return pool.delay(amount);
    }

    /** From the first registered of those where it fits soonest. */
    private long typed(ResourceVector vector, int part) {
        Pool best = null;
        long least = Ticks.NEVER;
        for (Pool pool : ofType(vector.type(part))) {
            long amount = amountOf(vector, part, pool);
            if (pool.couldFit(amount)) {
                long delay = pool.delay(amount);
                if (best == null || delay < least) {
                    best = pool;
                    least = delay;
                }
            }
        }
        if (best == null) {
            throw Refusals.never(this, vector);
        }
        found[part] = best;
        return least;
    }

    /** What a part would take of {@code pool}; one that names a type, with what the vector asks of that pool by name. */
    static long amountOf(ResourceVector vector, int part, Pool pool) {
        long amount = vector.amount(part);
        for (int other = 0; other < vector.countNamed(); other++) {
            if (other != part && vector.id(other).equals(pool.id())) {
                return amount + vector.amount(other);
            }
        }
        return amount;
    }

    /** The pools found by the last {@link #delay} that was 0, in the order of the vector's parts; nobody writes to them. */
    Pool[] found(int parts) {
        if (!Arrays.equals(found, 0, parts, given, 0, given.length)) {
            given = Arrays.copyOf(found, parts);
        }
        return given;
    }

    /** Keeps of every pool that {@code vector} could take from what it could take. */
    void claim(ResourceVector vector) {
        for (int part = 0; part < vector.size(); part++) {
            if (part < vector.countNamed()) {
                require(vector.id(part)).claim(vector.amount(part));
            } else {
                claimTyped(vector, part);
            }
        }
    }

    private void claimTyped(ResourceVector vector, int part) {
        for (Pool pool : ofType(vector.type(part))) {
            if (pool.couldFit(amountOf(vector, part, pool))) {
                pool.claim(vector.amount(part));
            }
        }
    }
}
