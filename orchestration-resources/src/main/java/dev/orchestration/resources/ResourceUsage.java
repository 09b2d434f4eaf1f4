package dev.orchestration.resources;

/**
 * How much of a resource is in use.
 *
 * @param peak the most that was ever in use at once
 */
public record ResourceUsage(double capacity, double current, double peak, int allocations) {
    public double available() {
        return capacity - current;
    }
}
