package dev.orchestration.resources;

/** One resource and what is taken of it. Guarded by the manager's lock. */
final class Pool {
    /** Amounts are decimal fractions as people write them; sums of those are compared with this tolerance. */
    private static final double TOLERANCE = 1e-9;

    private final Resource resource;
    private double current;
    private double peak;
    private int allocations;

    Pool(Resource resource) {
        this.resource = resource;
    }

    Resource resource() {
        return resource;
    }

    boolean fits(double amount) {
        return current + amount <= resource.capacity() + TOLERANCE;
    }

    double available() {
        return resource.capacity() - current;
    }

    void take(double amount) {
        current += amount;
        peak = Math.max(peak, current);
        allocations++;
    }

    void giveBack(double amount) {
        allocations--;
        current = allocations == 0 ? 0 : current - amount;
    }

    ResourceUsage usage() {
        return new ResourceUsage(resource.capacity(), current, peak, allocations);
    }
}
