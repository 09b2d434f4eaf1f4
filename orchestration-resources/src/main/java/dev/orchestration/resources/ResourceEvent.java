package dev.orchestration.resources;

import dev.orchestration.state.ResourceId;

/** Something that happened to resources; times are microseconds since 1970. */
public sealed interface ResourceEvent {
    long at();

    /** A resource became known. */
    record Registered(long at, Resource resource) implements ResourceEvent {}

    /** Somebody set what was set before. */
    record StatusChanged(long at, ResourceId resource, ResourceStatus from, ResourceStatus to)
            implements ResourceEvent {}

    /** Somebody began to wait; {@link Allocated} or {@link GaveUp} follows. */
    record Waiting(long at, AllocationRequest request) implements ResourceEvent {}

    /** Somebody does not wait any longer and got nothing: too late, interrupted, or its requester is gone. */
    record GaveUp(long at, AllocationRequest request) implements ResourceEvent {}

    /** Somebody got what was asked for. */
    record Allocated(long at, ResourceAllocation allocation) implements ResourceEvent {}

    /** An allocation was renewed: it expires later, or earlier, than it would have. */
    record Renewed(long at, ResourceAllocation allocation) implements ResourceEvent {}

    /** Its holder, or somebody in its name, gave it back. */
    record Released(long at, ResourceAllocation allocation) implements ResourceEvent {}

    /** Its time was over, so it was taken back. */
    record Expired(long at, ResourceAllocation allocation) implements ResourceEvent {}
}
