package dev.orchestration.core;

import dev.orchestration.core.event.EventBus;
import dev.orchestration.core.event.EventFamily;
import dev.orchestration.core.event.ResourceEvent;
import dev.orchestration.resources.AllocationRequest;
import dev.orchestration.resources.ResourceAllocation;
import dev.orchestration.resources.ResourceEvent.Allocated;
import dev.orchestration.resources.ResourceEvent.Expired;
import dev.orchestration.resources.ResourceEvent.GaveUp;
import dev.orchestration.resources.ResourceEvent.Registered;
import dev.orchestration.resources.ResourceEvent.Released;
import dev.orchestration.resources.ResourceEvent.Renewed;
import dev.orchestration.resources.ResourceEvent.StatusChanged;
import dev.orchestration.resources.ResourceEvent.Waiting;
import dev.orchestration.resources.ResourceListener;
import dev.orchestration.resources.ResourceStatus;
import dev.orchestration.state.ResourceId;
import org.jspecify.annotations.Nullable;

/** Says what happens to resources as events, one for each resource. Thread-safe. */
final class ResourceTranslator implements ResourceListener {
    private final EventBus bus;

    ResourceTranslator(EventBus bus) {
        this.bus = bus;
    }

    @Override
    public void happened(dev.orchestration.resources.ResourceEvent event) {
        if (!bus.isHeard(EventFamily.RESOURCE)) {
            return;
        }
        if (event instanceof Registered e) {
            set(e.at(), "registered", e.resource().id(), e.resource().status());
        } else if (event instanceof StatusChanged e) {
            set(e.at(), "status_changed", e.resource(), e.to());
        } else if (event instanceof Waiting e) {
            asked(e.at(), "waiting", e.request());
        } else if (event instanceof GaveUp e) {
            asked(e.at(), "gave_up", e.request());
        } else if (event instanceof Allocated e) {
            held(e.at(), "allocated", e.allocation());
        } else if (event instanceof Renewed e) {
            held(e.at(), "renewed", e.allocation());
        } else if (event instanceof Released e) {
            held(e.at(), "released", e.allocation());
        } else if (event instanceof Expired e) {
            held(e.at(), "expired", e.allocation());
        } else {
            throw new IllegalStateException("nobody has said which event " + event + " is");
        }
    }

    private void set(long at, String change, ResourceId resource, @Nullable ResourceStatus status) {
        bus.publish(new ResourceEvent(at, change, resource, null, null, 0, status));
    }

    private void asked(long at, String change, AllocationRequest request) {
        request.amounts()
                .byResource()
                .forEach((resource, amount) ->
                        bus.publish(new ResourceEvent(at, change, resource, null, request.requester(), amount, null)));
    }

    private void held(long at, String change, ResourceAllocation allocation) {
        allocation
                .amounts()
                .forEach((resource, amount) -> bus.publish(new ResourceEvent(
                        at, change, resource, allocation.allocationId(), allocation.requester(), amount, null)));
    }
}
