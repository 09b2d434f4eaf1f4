package dev.orchestration.resources;

import dev.orchestration.state.Clock;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.ResourceId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Gives out amounts of registered resources. Under any interleaving what is in use never exceeds the capacity, and a request
 * for several resources gets all or none. Whoever waits is served in order: nobody who comes later, waiting or not, gets
 * anything that would delay somebody before it. Thread-safe; everything but the methods that take a patience returns at once.
 *
 * <p>A request that can never be had is refused at once with what to change ({@link #whyNever}): it asks for a resource that
 * nobody registered ({@code UNKNOWN_RESOURCE}), or for more or less than the resource ever gives ({@code BAD_PARAMETERS}).
 *
 * <p>What is due (an expiry, a refill) is done at the beginning of whatever is called next, or by a thread that waits; there is
 * no thread for it. {@link #nextExpiry} and {@link #nextRefill} tell a loop when to call.
 */
public final class ResourceManager {
    private final Changes changes = new Changes();
    private final Desk desk;

    /** On the machine's clock. */
    public ResourceManager() {
        this(Clock.system());
    }

    public ResourceManager(Clock clock) {
        this.desk = new Desk(clock, changes);
    }

    /**
     * From now on {@code listener} is called whenever more may be had (a release, an expiry, a resource back in service, somebody
     * who stopped waiting), or sooner (a renewal to an earlier expiry), outside the lock, on the thread that did it. Keep it quick.
     */
    public void onRelease(Runnable listener) {
        changes.onRelease().add(listener);
    }

    /** Calls a listener of {@link #onRelease} no more; does nothing if it was none. */
    public void removeReleaseListener(Runnable listener) {
        changes.onRelease().remove(listener);
    }

    /** Tells {@code listener} what happens from now on; close what is returned to end that. */
    public AutoCloseable listen(ResourceListener listener) {
        changes.listeners().add(listener);
        return () -> changes.listeners().remove(listener);
    }

    /** How often a listener has thrown. */
    public long listenerFaults() {
        return changes.faults();
    }

    /**
     * Makes a resource known.
     *
     * @return whether it is new; one with this id that exists already stays as it is
     * @throws OrchestrationException ({@code BAD_PARAMETERS}) if its status is one that cannot be set
     */
    public boolean register(Resource resource) {
        return desk.act(ledger -> ledger.register(resource));
    }

    /** As {@link #register}, for a resource that is held and given back. */
    public boolean registerResource(ResourceId id, ResourceType type, double capacity, ResourceLimits limits) {
        return register(new Resource(id, type, capacity).withLimits(limits));
    }

    /** A resource with the status it has now. */
    public Optional<Resource> find(ResourceId id) {
        return desk.act(ledger -> Optional.ofNullable(ledger.pools().find(id)).map(Pool::resource));
    }

    /** All resources, each with the status it has now, in the order of registration. */
    public List<Resource> resources() {
        return desk.act(
                ledger -> ledger.pools().all().stream().map(Pool::resource).toList());
    }

    /**
     * Takes a resource out of service, or puts it back. Who holds some keeps it.
     *
     * @param status available, maintenance, offline or unknown
     * @return which of these it was set to before
     * @throws OrchestrationException ({@code UNKNOWN_RESOURCE}), or ({@code BAD_PARAMETERS}) for another status
     */
    public ResourceStatus setStatus(ResourceId id, ResourceStatus status) {
        return desk.act(ledger -> ledger.setStatus(id, status));
    }

    /** @throws UnknownResourceException if nobody registered it */
    public ResourceUsage getUsage(ResourceId id) {
        return desk.act(ledger -> ledger.pools().require(id).usage());
    }

    /** As {@link #getUsage}. */
    public ResourceUsage usage(ResourceId id) {
        return getUsage(id);
    }

    /** Whether {@code amounts} can be had once enough is given back; a resource that is out of service may come back too. */
    public boolean canEverFit(ResourceVector amounts) {
        return whyNever(amounts).isEmpty();
    }

    /** Each reason why {@code amounts} can never be had, with what to change; empty if it can. */
    public List<String> whyNever(ResourceVector amounts) {
        return desk.act(ledger -> new Refusals(ledger.pools()).whyNever(amounts));
    }

    /** Takes the resource's default allocation, as {@link #allocate(AllocationRequest)} does. */
    public ResourceAllocation allocate(ResourceId id, String requester) {
        return desk.act(ledger -> {
            ResourceLimits limits = ledger.pools().require(id).resource().limits();
            return ledger.take(request(id, requester, limits.defaultAllocation()));
        });
    }

    /** Takes an amount of one resource, as {@link #allocate(AllocationRequest)} does. */
    public ResourceAllocation allocate(ResourceId id, String requester, double amount) {
        return allocate(request(id, requester, amount));
    }

    /** Waits for an amount of one resource, as {@link #allocate(AllocationRequest, Duration)} does. */
    public ResourceAllocation allocate(ResourceId id, String requester, double amount, Duration patience)
            throws InterruptedException {
        return allocate(request(id, requester, amount), patience);
    }

    /** Takes all of {@code amounts} or nothing, as {@link #allocate(AllocationRequest)} does. */
    public ResourceAllocation allocateAll(Map<ResourceId, Double> amounts, String requester) {
        return allocate(AllocationRequest.of(ResourceVector.of(amounts), requester));
    }

    /**
     * Takes all that is asked for or nothing, without waiting.
     *
     * @throws InsufficientCapacityException if something is short at the moment, with what is requested and available
     * @throws OrchestrationException if it can never be had
     */
    public ResourceAllocation allocate(AllocationRequest request) {
        return desk.act(ledger -> ledger.take(request));
    }

    /**
     * Takes all that is asked for or nothing, and waits for its turn. A thread that holds something while it waits for more may
     * wait for another that does the same: ask for all at once instead.
     *
     * @param patience how long to wait at most; not at all if it is not positive
     * @throws InsufficientCapacityException if that was too short, with what was missing in the end
     * @throws InterruptedException if the thread is interrupted while it waits; nothing is taken then
     * @throws OrchestrationException if it can never be had, or ({@code CLOSED}) if what its requester holds is released
     */
    public ResourceAllocation allocate(AllocationRequest request, Duration patience) throws InterruptedException {
        return desk.await(request, patience, () -> {});
    }

    /** Takes an amount of one resource, as {@link #tryAllocate(AllocationRequest)} does. */
    public Optional<ResourceAllocation> tryAllocate(ResourceId id, String requester, double amount) {
        return tryAllocate(request(id, requester, amount));
    }

    /** Takes all of {@code amounts} or nothing, as {@link #tryAllocate(AllocationRequest)} does. */
    public Optional<ResourceAllocation> tryAllocateAll(Map<ResourceId, Double> amounts, String requester) {
        return tryAllocateAll(ResourceVector.of(amounts), requester);
    }

    /** Takes all of {@code amounts} or nothing, as {@link #tryAllocate(AllocationRequest)} does: the quickest way. */
    public Optional<ResourceAllocation> tryAllocateAll(ResourceVector amounts, String requester) {
        return tryAllocate(AllocationRequest.of(amounts, requester));
    }

    /**
     * Takes all that is asked for or nothing, without waiting.
     *
     * @return empty if something is short at the moment, or is kept for those who wait
     * @throws OrchestrationException if it can never be had
     */
    public Optional<ResourceAllocation> tryAllocate(AllocationRequest request) {
        return Optional.ofNullable(desk.act(ledger -> ledger.tryTake(request)));
    }

    private static AllocationRequest request(ResourceId id, String requester, double amount) {
        return AllocationRequest.of(ResourceVector.of(id, amount), requester);
    }

    /** A handle on what one requester takes through it; closing it gives all of that back. */
    public ResourceHolder holder(String requester) {
        return new ResourceHolder(desk, requester);
    }

    /**
     * Gives an allocation back; {@link ResourceAllocation#close} does the same.
     *
     * @return whether it was held until now; a second release does nothing
     */
    public boolean release(String allocationId) {
        return desk.act(ledger -> ledger.release(ledger.leases().find(ResourceAllocation.numberOf(allocationId))));
    }

    /**
     * Gives back all that a requester holds, and sends away what waits in its name.
     *
     * @return how many allocations ended
     */
    public int releaseAll(String requester) {
        return desk.act(ledger -> ledger.releaseAll(requester));
    }

    /**
     * Lets an allocation expire {@code ttl} from now, and not when it would have, if it would have at all.
     *
     * @return whether it is held; one that has ended stays so
     */
    public boolean renew(String allocationId, Duration ttl) {
        AllocationRequest.requirePositive(ttl);
        return desk.act(ledger -> ledger.renew(ledger.leases().find(ResourceAllocation.numberOf(allocationId)), ttl));
    }

    /** Who holds what, in the order in which it was given. */
    public List<ResourceAllocation> allocations() {
        return desk.act(ledger -> ledger.leases().all());
    }

    /** Who waits for what, in the order in which they will be served unless somebody behind needs nothing of theirs. */
    public List<AllocationRequest> waiting() {
        return desk.act(ledger -> ledger.waiters().requests());
    }

    /** When the next allocation expires, as the clock's {@link Clock#nanos} will read then; empty if none does. */
    public OptionalLong nextExpiry() {
        return desk.act(ledger -> ledger.reading(ledger.leases().nextExpiry()));
    }

    /**
     * When {@code amounts} can be had if nobody comes or goes until then, as the clock's {@link Clock#nanos} will read: the
     * present reading if it can be had now, later if rates must refill, empty if something held must be given back before.
     *
     * @throws OrchestrationException if it can never be had
     */
    public OptionalLong nextRefill(ResourceVector amounts) {
        return desk.act(ledger -> ledger.fits(amounts));
    }
}
