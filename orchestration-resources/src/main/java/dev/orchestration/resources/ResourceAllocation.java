package dev.orchestration.resources;

import dev.orchestration.state.ResourceId;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Amounts of one or more resources that somebody holds, until it is closed, released by its id or its requester's name, or
 * expires; ending it twice is harmless. What it took of rates is used up at once and does not come back with its end; an
 * allocation of rates alone holds nothing, so it has no end. Thread-safe.
 */
public final class ResourceAllocation implements AutoCloseable {
    private static final String PREFIX = "alloc-";

    private final Desk desk;
    private final AllocationRequest request;
    private final Pool[] pools;
    private final long number;
    private final long timestamp;

    // All that changes belongs to the desk's ledger and is guarded by the desk's lock.

    /** Whether the ledger still counts it; false for one that holds nothing. */
    boolean held;

    /** When it expires, in the ledger's time; {@link Ticks#NEVER} if it does not. */
    long due = Ticks.NEVER;

    /** As {@link #due}, for people: microseconds since 1970. */
    long expiresAt;

    /** The chains of {@link Leases}. */
    @Nullable
    ResourceAllocation nextByNumber;

    @Nullable
    ResourceAllocation nextOfRequester;

    @Nullable
    ResourceAllocation previousOfRequester;

    /** @param pools where its parts come from, in the order of the request's parts */
    ResourceAllocation(Desk desk, AllocationRequest request, Pool[] pools, long number, long timestamp) {
        this.desk = desk;
        this.request = request;
        this.pools = pools;
        this.number = number;
        this.timestamp = timestamp;
    }

    /** Unique within one manager. */
    public String allocationId() {
        return PREFIX + number;
    }

    /** The number in an allocation's id, -1 if the text is no such id. */
    static long numberOf(String allocationId) {
        long number = 0;
        for (int i = PREFIX.length(); i < allocationId.length(); i++) {
            int digit = allocationId.charAt(i) - '0';
            if (digit < 0 || digit > 9 || number > Long.MAX_VALUE / 100) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return (PREFIX + number).equals(allocationId) ? number : -1;
    }

    /** Who holds it. */
    public String requester() {
        return request.requester();
    }

    /** What was given, by resource, in the order of their ids; a request for any one of a type shows which one it got. */
    public Map<ResourceId, Double> amounts() {
        TreeMap<ResourceId, Long> all = new TreeMap<>();
        for (int i = 0; i < pools.length; i++) {
            all.merge(pools[i].id(), request.amounts().amount(i), Long::sum);
        }
        TreeMap<ResourceId, Double> units = new TreeMap<>();
        all.forEach((id, amount) -> units.put(id, Amounts.units(amount)));
        return Collections.unmodifiableMap(units);
    }

    /**
     * The resource of an allocation of one resource.
     *
     * @throws IllegalStateException if it is of none or of several, which {@link #amounts()} tells
     */
    public ResourceId resourceId() {
        return only().getKey();
    }

    /**
     * The amount of an allocation of one resource.
     *
     * @throws IllegalStateException if it is of none or of several, which {@link #amounts()} tells
     */
    public double amount() {
        return only().getValue();
    }

    private Map.Entry<ResourceId, Double> only() {
        Map<ResourceId, Double> all = amounts();
        if (all.size() != 1) {
            throw new IllegalStateException(
                    allocationId() + " is of " + all.size() + " resources; ask for its amounts");
        }
        return all.entrySet().iterator().next();
    }

    /** When it was given; microseconds since 1970. */
    public long timestamp() {
        return timestamp;
    }

    /** When it is taken back by itself, unless it is renewed; microseconds since 1970, empty for never. */
    public OptionalLong expiresAt() {
        return desk.act(ledger -> due == Ticks.NEVER ? OptionalLong.empty() : OptionalLong.of(expiresAt));
    }

    /** What its maker added. */
    public Map<String, Object> metadata() {
        return request.metadata();
    }

    /** Whether it holds something: it has not ended, and is not of rates alone. */
    public boolean isHeld() {
        return desk.act(ledger -> held);
    }

    /** Gives it back; does nothing if it has ended already. */
    @Override
    public void close() {
        desk.act(ledger -> ledger.release(this));
    }

    long number() {
        return number;
    }

    AllocationRequest request() {
        return request;
    }

    Pool[] pools() {
        return pools;
    }

    @Override
    public String toString() {
        return allocationId() + " of " + requester() + ": " + request.amounts();
    }
}
