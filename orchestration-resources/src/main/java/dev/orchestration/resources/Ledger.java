package dev.orchestration.resources;

import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.ResourceId;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What there is, who has it, and who waits for it. Every act leaves it whole: what is in use of a pool is the sum of what its
 * allocations hold, never more than its size, and nobody waits who could be served. Not thread-safe: the {@link Desk} lets one
 * thread in at a time. Nothing foreign is called from here; what happened is put down in {@link Changes}.
 */
final class Ledger {
    private final Desk desk;
    private final Ticks ticks;
    private final Changes changes;
    private final Pools pools = new Pools();
    private final Leases leases = new Leases();
    private final Waiters waiters;
    private long issued;
    private boolean freed;

    Ledger(Desk desk, Clock clock, Changes changes) {
        this.desk = desk;
        this.ticks = new Ticks(clock);
        this.changes = changes;
        this.waiters = new Waiters(this, changes);
    }

    Pools pools() {
        return pools;
    }

    Leases leases() {
        return leases;
    }

    Waiters waiters() {
        return waiters;
    }

    Ticks ticks() {
        return ticks;
    }

    long now() {
        return ticks.now();
    }

    /** What the clock reads at {@code time}; empty for never. */
    OptionalLong reading(long time) {
        return time == Ticks.NEVER ? OptionalLong.empty() : OptionalLong.of(ticks.reading(time));
    }

    /** What the clock reads when {@code amounts} fits if nobody comes or goes. */
    OptionalLong fits(ResourceVector amounts) {
        long delay = pools.delay(amounts);
        return reading(delay == Ticks.NEVER ? Ticks.NEVER : now() + delay);
    }

    /** Does what is due: ends what has expired, serves for whom a rate has refilled. */
    void settle() {
        if (nextDue() == Ticks.NEVER) { // where nothing depends on time, reading the clock is spared
            return;
        }
        long now = now();
        if (now < nextDue()) {
            return;
        }
        for (ResourceAllocation lease = leases.expired(now); lease != null; lease = leases.expired(now)) {
            end(lease);
            if (changes.areHeard()) {
                changes.add(new ResourceEvent.Expired(ticks.micros(), lease));
            }
        }
        becameFree();
    }

    /** When there is something to settle. */
    long nextDue() {
        return Math.min(leases.nextExpiry(), waiters.nextDue());
    }

    boolean register(Resource resource) {
        requireSettable(resource.id(), resource.status());
        if (!pools.add(resource, ticks)) {
            return false;
        }
        if (changes.areHeard()) {
            changes.add(new ResourceEvent.Registered(ticks.micros(), resource));
        }
        becameFree();
        return true;
    }

    /** Returns what it was set to before. */
    ResourceStatus setStatus(ResourceId id, ResourceStatus to) {
        Pool pool = pools.require(id);
        requireSettable(id, to);
        ResourceStatus from = pool.service();
        if (from != to) {
            pool.service(to);
            if (changes.areHeard()) {
                changes.add(new ResourceEvent.StatusChanged(ticks.micros(), id, from, to));
            }
            if (to == ResourceStatus.AVAILABLE) {
                becameFree();
            }
        }
        return from;
    }

    private static void requireSettable(ResourceId id, ResourceStatus status) {
        if (!status.isSettable()) {
            throw new OrchestrationException(
                    ErrorCode.BAD_PARAMETERS,
                    "resource " + id + " cannot be set to " + status.wire()
                            + ", which follows from what is taken of it; set available, maintenance, offline or unknown");
        }
    }

    /** Gives what is asked for if it can be had now, else null. */
    @Nullable
    ResourceAllocation tryTake(AllocationRequest request) {
        return pools.delay(request.amounts()) == 0 ? give(request) : null;
    }

    /** @throws InsufficientCapacityException if it cannot be had now */
    ResourceAllocation take(AllocationRequest request) {
        ResourceAllocation taken = tryTake(request);
        if (taken == null) {
            throw new InsufficientCapacityException(new Refusals(pools).shortage(request.amounts()));
        }
        return taken;
    }

    /** Gives what the last look at the pools has found. */
    ResourceAllocation give(AllocationRequest request) {
        ResourceVector amounts = request.amounts();
        Pool[] from = pools.found(amounts.size());
        boolean holds = false;
        for (int part = 0; part < from.length; part++) {
            from[part].take(amounts.amount(part), isFirst(from, part));
            holds |= !from[part].isRate();
        }
        issued++;
        ResourceAllocation given = new ResourceAllocation(desk, request, from, issued, ticks.micros());
        if (holds) {
            leases.add(given);
            Duration ttl = request.ttl();
            if (ttl != null) {
                expireAfter(ttl, given);
            }
        }
        if (changes.areHeard()) {
            changes.add(new ResourceEvent.Allocated(given.timestamp(), given));
        }
        return given;
    }

    private boolean expireAfter(Duration ttl, ResourceAllocation lease) {
        long nanos = Ticks.nanos(ttl);
        lease.expiresAt = ticks.micros() + nanos / 1_000;
        return leases.expireAt(now() + nanos, lease);
    }

    boolean renew(@Nullable ResourceAllocation lease, Duration ttl) {
        if (lease == null || !lease.held) {
            return false;
        }
        freed |= expireAfter(ttl, lease); // whoever looks again at a time of his own must hear that he may do so sooner
        if (changes.areHeard()) {
            changes.add(new ResourceEvent.Renewed(ticks.micros(), lease));
        }
        return true;
    }

    boolean release(@Nullable ResourceAllocation lease) {
        if (lease == null || !lease.held) {
            return false;
        }
        endReleased(lease);
        becameFree();
        return true;
    }

    /** Takes back what the requester holds, and sends away what waits in its name; returns how many allocations ended. */
    int releaseAll(String requester) {
        waiters.dismiss(waiter -> waiter.request().requester().equals(requester), Waiter.State.DISMISSED);
        List<ResourceAllocation> held = leases.of(requester);
        held.forEach(this::endReleased);
        if (!held.isEmpty()) {
            becameFree();
        }
        return held.size();
    }

    private void endReleased(ResourceAllocation lease) {
        end(lease);
        if (changes.areHeard()) {
            changes.add(new ResourceEvent.Released(ticks.micros(), lease));
        }
    }

    private void end(ResourceAllocation lease) {
        leases.remove(lease);
        ResourceVector amounts = lease.request().amounts();
        Pool[] from = lease.pools();
        for (int part = 0; part < from.length; part++) {
            from[part].giveBack(amounts.amount(part), isFirst(from, part));
        }
    }

    /** A part that names a type may come from the pool of a part that names it; the allocation counts there once. */
    private static boolean isFirst(Pool[] pools, int part) {
        for (int before = 0; before < part; before++) {
            if (pools[before] == pools[part]) {
                return false;
            }
        }
        return true;
    }

    /** More may be had than before, or sooner. */
    void noteFreed() {
        freed = true;
    }

    /** More may be had than before: whoever waits for it gets it. */
    private void becameFree() {
        noteFreed();
        if (!waiters.isEmpty()) {
            waiters.serve();
        }
    }

    /** Ends an act: the first who waits learns when to look again. Returns whether more may be had than before the act, or sooner. */
    boolean leave() {
        if (!waiters.isEmpty()) {
            waiters.wakeFirstBy(nextDue());
        }
        boolean was = freed;
        freed = false;
        return was;
    }
}
