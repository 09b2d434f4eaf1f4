package dev.orchestration.resources;

import java.time.Duration;
import java.util.Optional;

/**
 * One requester for as long as it lives: what is taken through it is given back when it is closed, at the latest, and nothing
 * is given through it afterwards, so no allocation outlives it whatever its threads still do. Thread-safe.
 */
public final class ResourceHolder implements AutoCloseable {
    private final Desk desk;
    private final String requester;

    /** Guarded by the desk's lock, like all that acts look at. */
    private boolean closed;

    ResourceHolder(Desk desk, String requester) {
        this.desk = desk;
        this.requester = requester;
    }

    public String requester() {
        return requester;
    }

    /**
     * As {@link ResourceManager#tryAllocateAll(ResourceVector, String)}.
     *
     * @throws dev.orchestration.state.OrchestrationException besides ({@code CLOSED}) after it was closed
     */
    public Optional<ResourceAllocation> tryAllocateAll(ResourceVector amounts) {
        AllocationRequest request = AllocationRequest.of(amounts, requester);
        return Optional.ofNullable(desk.act(ledger -> {
            requireOpen();
            return ledger.tryTake(request);
        }));
    }

    /**
     * As {@link ResourceManager#allocate(AllocationRequest, Duration)}.
     *
     * @throws dev.orchestration.state.OrchestrationException besides ({@code CLOSED}) when it is closed, also while waiting
     */
    public ResourceAllocation allocateAll(ResourceVector amounts, Duration patience) throws InterruptedException {
        return desk.await(AllocationRequest.of(amounts, requester), patience, this::requireOpen);
    }

    private void requireOpen() {
        if (closed) {
            throw Desk.closed(requester);
        }
    }

    /** Gives back all that the requester holds, under whichever handle, and sends away what waits in its name; idempotent. */
    @Override
    public void close() {
        desk.act(ledger -> {
            closed = true;
            return ledger.releaseAll(requester);
        });
    }
}
