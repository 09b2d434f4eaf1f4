package dev.orchestration.resources;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.ResourceId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Gives out amounts of registered resources. Under any interleaving the sum of what is given out never exceeds the
 * capacity, and a request for several resources gets all or none. Thread-safe: one lock guards all fields, and nothing
 * foreign is called under it.
 */
public final class ResourceManager {
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<ResourceId, Pool> pools = new LinkedHashMap<>();

    @GuardedBy("lock")
    private final Map<String, ResourceAllocation> allocations = new LinkedHashMap<>();

    @GuardedBy("lock")
    private long issued;

    private final List<Runnable> releaseListeners = new CopyOnWriteArrayList<>();

    /**
     * From now on {@code listener} is called after every release, outside the lock, on the thread that released. It must be
     * quick and must not throw.
     */
    public void onRelease(Runnable listener) {
        releaseListeners.add(listener);
    }

    /** Calls a listener of {@link #onRelease} no more; does nothing if it was none. */
    public void removeReleaseListener(Runnable listener) {
        releaseListeners.remove(listener);
    }

    /**
     * Makes a resource known.
     *
     * @return whether it is new; one with this id that exists already stays as it is
     */
    public boolean register(Resource resource) {
        synchronized (lock) {
            return pools.putIfAbsent(resource.id(), new Pool(resource)) == null;
        }
    }

    public Optional<Resource> find(ResourceId id) {
        synchronized (lock) {
            return Optional.ofNullable(pools.get(id)).map(Pool::resource);
        }
    }

    public List<Resource> resources() {
        synchronized (lock) {
            return pools.values().stream().map(Pool::resource).toList();
        }
    }

    /**
     * Takes all of {@code amounts} or nothing, without waiting.
     *
     * @return the allocation, empty if something is short at the moment
     * @throws OrchestrationException ({@code UNKNOWN_RESOURCE}) if a resource is not registered, ({@code BAD_PARAMETERS})
     *     if an amount is not positive
     */
    public Optional<ResourceAllocation> tryAllocateAll(Map<ResourceId, Double> amounts, String requester) {
        synchronized (lock) {
            if (shortOf(amounts) != null) {
                return Optional.empty();
            }
            issued++;
            ResourceAllocation allocation = new ResourceAllocation("alloc-" + issued, requester, amounts);
            amounts.forEach((id, amount) -> pool(id).take(amount));
            allocations.put(allocation.allocationId(), allocation);
            return Optional.of(allocation);
        }
    }

    /**
     * Takes an amount of one resource, without waiting.
     *
     * @throws InsufficientCapacityException with what was requested and what is available
     */
    public ResourceAllocation allocate(ResourceId id, String requester, double amount) {
        synchronized (lock) {
            return tryAllocateAll(Map.of(id, amount), requester)
                    .orElseThrow(() -> new InsufficientCapacityException(
                            id, amount, usage(id).available()));
        }
    }

    @GuardedBy("lock")
    private @Nullable ResourceId shortOf(Map<ResourceId, Double> amounts) {
        ResourceId tooSmall = null;
        for (Map.Entry<ResourceId, Double> entry : amounts.entrySet()) {
            if (!(entry.getValue() > 0)) {
                throw new OrchestrationException(
                        ErrorCode.BAD_PARAMETERS, "an amount of " + entry.getKey() + " must be positive");
            }
            if (!pool(entry.getKey()).fits(entry.getValue())) {
                tooSmall = entry.getKey();
            }
        }
        return tooSmall;
    }

    /**
     * Gives an allocation back.
     *
     * @return whether it was held until now; a second release does nothing
     */
    public boolean release(String allocationId) {
        synchronized (lock) {
            ResourceAllocation allocation = allocations.remove(allocationId);
            if (allocation == null) {
                return false;
            }
            allocation.amounts().forEach((id, amount) -> pool(id).giveBack(amount));
        }
        releaseListeners.forEach(Runnable::run);
        return true;
    }

    public ResourceUsage usage(ResourceId id) {
        synchronized (lock) {
            return pool(id).usage();
        }
    }

    @GuardedBy("lock")
    private Pool pool(ResourceId id) {
        Pool pool = pools.get(id);
        if (pool == null) {
            throw new OrchestrationException(
                    ErrorCode.UNKNOWN_RESOURCE, "no resource '" + id + "' is registered; known: " + pools.keySet());
        }
        return pool;
    }
}
