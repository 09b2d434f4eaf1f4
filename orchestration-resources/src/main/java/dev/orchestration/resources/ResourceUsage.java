package dev.orchestration.resources;

import dev.orchestration.state.ResourceId;

/**
 * How much of a resource is in use at one moment. Of a rate, what was used up and has not come back yet counts as in use.
 *
 * @param capacity the most that can be in use at once; of a rate its burst limit, which is one period's amount if none is set
 * @param current how much is in use
 * @param peak the most that was ever in use at once
 * @param available what a newcomer could have: what is neither in use nor claimed, and nothing while it is out of service
 * @param claimed how much is kept for those who wait
 * @param allocations how many hold some of it now; always 0 of a rate, of which nothing is held
 * @param granted how often some of it was given out since it was registered
 * @param timestamp when this was so; microseconds since 1970
 */
public record ResourceUsage(
        ResourceId resource,
        double capacity,
        double current,
        double peak,
        double available,
        double claimed,
        int allocations,
        long granted,
        long timestamp) {
    /** In use of a hundred. */
    public double utilisation() {
        return 100 * current / capacity;
    }
}
