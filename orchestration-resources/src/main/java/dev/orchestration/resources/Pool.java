package dev.orchestration.resources;

import dev.orchestration.state.ResourceId;
import org.jspecify.annotations.Nullable;

/**
 * One resource, what is in use of it, and what is kept for those who wait, in millionths. Of a rate, what is used up is in
 * use until it has come back with time, so one rule holds for both: what is in use never exceeds the size. Not thread-safe:
 * part of the {@link Ledger}.
 */
final class Pool {
    private final Resource resource;
    private final Ticks ticks;
    private final long size;
    private final long smallest;
    private final long largest;

    /** With less than this left nobody gets any; of a rate, nobody who asks for the usual amount. */
    private final long needed;

    private final @Nullable Refill refill;
    private ResourceStatus service;
    private long used;
    private long claimed;
    private long peak;
    private long granted;
    private int holders;

    Pool(Resource resource, Ticks ticks) {
        this.resource = resource;
        this.ticks = ticks;
        size = resource.size();
        smallest = resource.smallest();
        largest = resource.largest();
        long capacity = Amounts.count(resource.capacity());
        refill = resource.period() == null ? null : new Refill(capacity, resource.period(), ticks.now());
        long usual = Amounts.count(resource.limits().defaultAllocation());
        needed = isRate() ? Math.min(size, usual) : smallest;
        service = resource.status();
    }

    ResourceId id() {
        return resource.id();
    }

    /** Whether what is taken of it is used up, and not held. */
    boolean isRate() {
        return refill != null;
    }

    /** As it was registered, with the status it has now. */
    Resource resource() {
        return resource.withStatus(status());
    }

    ResourceStatus status() {
        if (service != ResourceStatus.AVAILABLE) {
            return service;
        }
        long inUse = used();
        if (size - inUse < needed) {
            return isRate() ? ResourceStatus.DEPLETED : ResourceStatus.BUSY;
        }
        return inUse == 0 ? ResourceStatus.AVAILABLE : ResourceStatus.ALLOCATED;
    }

    /** What it is set to, whatever is taken of it. */
    ResourceStatus service() {
        return service;
    }

    void service(ResourceStatus to) {
        service = to;
    }

    /** Whether {@code amount} can be had at all, once others have given back what they hold. */
    boolean couldFit(long amount) {
        return amount >= smallest && amount <= largest;
    }

    long smallest() {
        return smallest;
    }

    long largest() {
        return largest;
    }

    /** What a newcomer could have now. */
    long free() {
        return service == ResourceStatus.AVAILABLE ? Math.max(0, size - used() - claimed) : 0;
    }

    long claimed() {
        return claimed;
    }

    /**
     * In how many nanoseconds {@code amount} fits beside what is in use and what is claimed if nobody comes or goes: 0 if it
     * does now, {@link Ticks#NEVER} if time alone does not help.
     */
    long delay(long amount) {
        if (service != ResourceStatus.AVAILABLE) {
            return Ticks.NEVER;
        }
        long inUse = used();
        long lacking = inUse + claimed + amount - size;
        if (lacking <= 0) {
            return 0;
        }
        return refill == null || lacking > inUse ? Ticks.NEVER : refill.nanosUntil(lacking);
    }

    /** What is in use now. */
    private long used() {
        if (refill != null) {
            used -= refill.returned(used, ticks.now());
        }
        return used;
    }

    /** @param counts whether it is the first that the allocation takes of it */
    void take(long amount, boolean counts) {
        used += amount;
        peak = Math.max(peak, used);
        if (counts) {
            granted++;
            holders += refill == null ? 1 : 0;
        }
    }

    /** @param counts whether it is the first that the allocation took of it */
    void giveBack(long amount, boolean counts) {
        if (refill == null) {
            used -= amount;
            holders -= counts ? 1 : 0;
        }
    }

    /** Keeps {@code amount} more for somebody who waits. */
    void claim(long amount) {
        claimed = Math.min(size, claimed + amount);
    }

    void forgetClaims() {
        claimed = 0;
    }

    ResourceUsage usage() {
        long inUse = used();
        return new ResourceUsage(
                id(),
                Amounts.units(size),
                Amounts.units(inUse),
                Amounts.units(peak),
                Amounts.units(free()),
                Amounts.units(claimed),
                holders,
                granted,
                ticks.micros());
    }
}
